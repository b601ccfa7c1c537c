/** The record store, as the launch in the page's own address opens it. */

/** launchOf reads what the page was launched with. */
export function launchOf(search) {
  const q = new URLSearchParams(search);
  return { endpoint: q.get("endpoint"), auth: q.get("auth"), actor: JSON.parse(q.get("actor")), registration: q.get("registration"), activity: q.get("activity_id"), session: q.get("session") };
}

const STATE = "h5p"; // the one document that holds what contents keep

export class Record {
  constructor(launch) {
    this.launch = launch;
    const of = { activityId: launch.activity, agent: JSON.stringify(launch.actor), registration: launch.registration };
    this.documents = `${launch.endpoint}activities/state?${new URLSearchParams(of)}`;
    this.document = `${launch.endpoint}activities/state?${new URLSearchParams({ ...of, stateId: STATE })}`;
  }

  async ask(address, more = {}) {
    try {
      return await fetch(address, {
        ...more,
        credentials: "omit",
        headers: { Authorization: this.launch.auth, "X-Experience-API-Version": "1.0.3", ...(more.body === undefined ? {} : { "Content-Type": "application/json" }) },
      });
    } catch {
      return null;
    }
  }

  /** post answers the status, 0 when there is no answer. */
  async post(statements, leaving) {
    const answer = await this.ask(`${this.launch.endpoint}statements`, { method: "POST", body: JSON.stringify(statements), keepalive: leaving });
    return answer?.status ?? 0;
  }

  /** state is what was kept, null for nothing. It is asked for only where there is some: to ask for what is not there is an error. */
  async state() {
    const list = await this.ask(this.documents);
    if (!list?.ok) throw new Error(`the record store answers ${list?.status ?? "nothing"}`);
    if (!(await list.json()).includes(STATE)) return null;
    const answer = await this.ask(this.document);
    return answer?.ok ? await answer.json().catch(() => null) : null;
  }

  async keep(state, leaving) {
    const answer = await this.ask(this.document, { method: "PUT", body: state, keepalive: leaving });
    return answer?.ok === true;
  }
}
