// Packages that speak to the record store, made here: courses of cmi5, one whose unit asks for a
// window of its own and one of two units, and content with a tincan.xml. Each is one page with one button.
import { zip } from "./zip";

const words = (text: string) => `<title><langstring lang="fr">${text}</langstring></title><description><langstring lang="fr">${text}</langstring></description>`;

const structure = `<?xml version="1.0" encoding="utf-8"?><courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="https://example.org/fenetre">${words("Dans sa fenêtre")}</course>
<au id="https://example.org/fenetre/1" moveOn="Passed" launchMethod="OwnWindow">${words("L’unité")}<url>unite.html</url></au></courseStructure>`;

const two = `<?xml version="1.0" encoding="utf-8"?><courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="https://example.org/deux">${words("Deux étapes")}</course><block id="https://example.org/deux/b">${words("Les bases")}
<au id="https://example.org/deux/1" moveOn="Passed">${words("Reconnaître les situations de harcèlement")}<url>unite.html</url></au></block>
<au id="https://example.org/deux/2" moveOn="Passed">${words("Agir")}<url>unite.html</url></au></courseStructure>`;

const unit = `<!doctype html><html lang="fr"><meta charset="utf-8"><title>L’unité</title><h1>L’unité</h1><button disabled>Réussir</button><script type="module">
const q = new URL(location.href).searchParams, actor = q.get("actor"), registration = q.get("registration"), activityId = q.get("activityId");
const Authorization = "Basic " + (await (await fetch(q.get("fetch"), { method: "POST" })).json())["auth-token"];
const headers = { Authorization, "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json" };
const get = (path, params) => fetch(q.get("endpoint") + path + "?" + new URLSearchParams(params), { headers }).then((a) => a.json());
const data = await get("activities/state", { stateId: "LMS.LaunchData", activityId, agent: actor, registration });
await get("agents/profile", { profileId: "cmi5LearnerPreferences", agent: actor });
const cmi5 = "https://w3id.org/xapi/cmi5/context/categories/";
function say(verb, result, ...more) {
  const context = structuredClone(data.contextTemplate);
  context.registration = registration;
  context.contextActivities.category = ["cmi5", ...more].map((id) => ({ id: cmi5 + id }));
  return fetch(q.get("endpoint") + "statements", { method: "POST", headers, body: JSON.stringify({ id: crypto.randomUUID(), timestamp: new Date().toISOString(), actor: JSON.parse(actor), verb: { id: "http://adlnet.gov/expapi/verbs/" + verb }, object: { id: activityId }, result, context }) });
}
await say("initialized");
const button = document.querySelector("button");
button.disabled = false;
button.onclick = async () => {
  await say("passed", { success: true, duration: "PT1S" }, "moveon");
  await say("terminated", { duration: "PT1S" });
  location.href = data.returnURL;
};
</script></html>`;

const tincan = `\uFEFF<?xml version="1.0" encoding="utf-8" ?><tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
<activity id="https://example.org/tincan" type="http://adlnet.gov/expapi/activities/course"><name>Sans langue</name><description lang="fr">Un contenu.</description><launch lang="fr">index.html</launch></activity></activities></tincan>`;

const content = `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Le contenu</title><h1>Le contenu</h1><button>Terminer</button><p role="status"></p><script type="module">
const q = new URL(location.href).searchParams;
document.querySelector("button").onclick = async () => {
  const answer = await fetch(q.get("endpoint") + "statements", { method: "POST", headers: { Authorization: q.get("auth"), "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json" },
    body: JSON.stringify({ actor: JSON.parse(q.get("actor")), verb: { id: "http://adlnet.gov/expapi/verbs/completed" }, object: { id: q.get("activity_id") }, context: { registration: q.get("registration") } }) });
  document.querySelector("p").textContent = answer.ok ? "C’est dit." : "Refusé.";
};
</script></html>`;

/** A course of two units, in a zip. */
export const twoUnits = zip([{ name: "cmi5.xml", body: Buffer.from(two) }, { name: "unite.html", body: Buffer.from(unit) }]);

/** The small packages, by the name of their file. */
export const small = {
  "fenetre.zip": zip([{ name: "cmi5.xml", body: Buffer.from(structure) }, { name: "unite.html", body: Buffer.from(unit) }]),
  "tincan.zip": zip([{ name: "tincan.xml", body: Buffer.from(tincan) }, { name: "index.html", body: Buffer.from(content) }]),
};
