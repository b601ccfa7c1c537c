/**
 * The API that a content finds: scorm-again, filled with the attempt's data, behind a facade
 * that hears what is written and answers what only the server knows.
 */

const VALID = "adl.nav.request_valid.";

/**
 * @param {"scorm12" | "scorm2004"} standard
 * @param {[string, string][]} elements to fill the run-time with
 * @param {Record<string, string>} valid answers to adl.nav.request_valid
 * @param {{ initialized(): void, set(name: string, value: string): void, commit(): void, ended(request: string): void }} hear
 */
export function makeAPI(standard, elements, valid, hear) {
  const is12 = standard === "scorm12";
  const Library = is12 ? window.Scorm12API : window.Scorm2004API;
  const library = new Library({ autocommit: false, logLevel: 5, lmsCommitUrl: false, autoCompleteLessonStatus: false });
  library.loadFromFlattenedJSON(Object.fromEntries(elements));
  return is12 ? facade12(library, hear) : facade2004(library, valid, hear);
}

function facade12(library, hear) {
  return {
    LMSInitialize: (arg) => heard(library.LMSInitialize(arg), hear.initialized),
    LMSFinish: (arg) => heard(library.LMSFinish(arg), () => hear.ended("")),
    LMSGetValue: (name) => library.LMSGetValue(name),
    LMSSetValue: (name, value) => heard(library.LMSSetValue(name, value), () => hear.set(String(name), text(value))),
    LMSCommit: (arg) => heard(library.LMSCommit(arg), hear.commit),
    LMSGetLastError: () => library.LMSGetLastError(),
    LMSGetErrorString: (code) => library.LMSGetErrorString(code),
    LMSGetDiagnostic: (code) => library.LMSGetDiagnostic(code),
  };
}

function facade2004(library, valid, hear) {
  let request = "";
  let exit = "";
  let answered = false; // the last call was answered here: no error
  const call = (f) => {
    answered = false;
    return f();
  };
  return {
    version: "1.0",
    Initialize: (arg) => call(() => heard(library.Initialize(arg), hear.initialized)),
    Terminate: (arg) =>
      call(() =>
        heard(library.Terminate(arg), () => hear.ended(exit === "time-out" || exit === "logout" ? "exitAll" : request)),
      ),
    GetValue: (name) =>
      call(() => {
        const value = library.GetValue(name);
        const running = !["122", "123"].includes(String(library.GetLastError()));
        const key = String(name);
        if (!running || !key.startsWith(VALID) || key.includes("_children")) return value;
        const asked = key.slice(VALID.length);
        const known = valid[asked] ?? (/^(choice|jump)\.\{target=.+\}$/.test(asked) ? "false" : undefined);
        if (known === undefined) return value;
        answered = true;
        return known;
      }),
    SetValue: (name, value) =>
      call(() =>
        heard(library.SetValue(name, value), () => {
          if (name === "adl.nav.request") request = text(value) === "_none_" ? "" : text(value);
          if (name === "cmi.exit") exit = text(value);
          hear.set(String(name), text(value));
        }),
      ),
    Commit: (arg) => call(() => heard(library.Commit(arg), hear.commit)),
    GetLastError: () => (answered ? "0" : library.GetLastError()),
    GetErrorString: (code) => library.GetErrorString(code),
    GetDiagnostic: (code) => library.GetDiagnostic(code),
  };
}

/** heard tells of a call that succeeded; what goes wrong in telling is not the content's. */
function heard(answer, tell) {
  if (String(answer) === "true") {
    try {
      tell();
    } catch (error) {
      console.error(error);
    }
  }
  return answer;
}

function text(value) {
  return value === null || value === undefined ? "" : String(value);
}
