// The pages that are weighed: whose they are, and where they are in this demonstration.

/** Signs a browser context in as a demonstration account. */
export async function signIn(context, address, account) {
  const answer = await context.request.post(`${address}/api/v1/sign-in`, {
    data: { email: account.email, password: account.password },
    headers: { Origin: address },
  });
  if (!answer.ok()) throw new Error(`sign-in of ${account.email}: ${answer.status()} ${await answer.text()}`);
}

/** The accounts that the demonstration shows to everybody. */
export async function accounts(address) {
  const { demo } = await json(`${address}/api/v1/platform`);
  const whose = (word) => {
    const found = demo.find((a) => a.role.toLowerCase().startsWith(word));
    if (!found) throw new Error(`no demonstration account is a ${word}`);
    return found;
  };
  return { teacher: whose("enseignant"), trainer: whose("format"), designer: whose("concept"), pilot: whose("pilote") };
}

/** The addresses to weigh, each with the account that reads it (none: a visitor). */
export async function pages(browser, address) {
  const who = await accounts(address);
  const found = await json(`${address}/api/v1/catalogue?q=${encodeURIComponent("laïcité")}&nature=autoformation&limit=1`);
  const [training] = found.items;
  const session = training.session.id;
  const activity = await firstPage(browser, address, who.teacher, session);
  return [
    { name: "home", path: "/" },
    { name: "catalogue", path: "/catalogue", budget: 180_000 },
    { name: "catalogue, searched", path: `/catalogue?q=${encodeURIComponent("laïcité")}` },
    { name: "parcours", path: `/parcours/${training.id}` },
    { name: "sign-in", path: "/connexion" },
    { name: "home, signed in", path: "/", account: who.teacher },
    { name: "my trainings", path: "/formations", account: who.teacher },
    { name: "learning: contents", path: `/apprendre/${session}`, account: who.teacher },
    { name: "learning: a page", path: `/apprendre/${session}/${activity}`, account: who.teacher },
    { name: "history", path: "/attestations", account: who.teacher },
    { name: "profile", path: "/profil", account: who.teacher },
    { name: "what others see", path: "/profil/visibilite", account: who.teacher },
    { name: "my traces", path: "/profil/traces", account: who.teacher },
    { name: "notices", path: "/avis", account: who.teacher },
    { name: "sessions (trainer)", path: "/former", account: who.trainer },
    { name: "design", path: "/concevoir", account: who.designer },
    { name: "import", path: "/concevoir/import", account: who.designer },
    { name: "pilot", path: "/piloter/lille", account: who.pilot },
  ];
}

/** Enrols the account and returns the first page of the training. */
async function firstPage(browser, address, account, session) {
  const context = await browser.newContext();
  try {
    await signIn(context, address, account);
    const enrolled = await context.request.put(`${address}/api/v1/sessions/${session}/enrolment`, { headers: { Origin: address } });
    if (!enrolled.ok()) throw new Error(`enrolment: ${enrolled.status()} ${await enrolled.text()}`);
    const learn = await (await context.request.get(`${address}/api/v1/learn/${session}`)).json();
    const page = learn.sections.flatMap((s) => s.activities).find((a) => a.kind === "page");
    if (!page) throw new Error(`no page in ${session}`);
    return page.id;
  } finally {
    await context.close();
  }
}

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}
