import { Link, useNavigate } from "@tanstack/react-router";
import { client, useMe, type Schemas } from "@/shared/api";
import { useSend } from "@/shared/state";
import { announce, Button, buttonClass } from "@/shared/ui";
import { useOfferMessages } from "./messages";

type Mine = Schemas["CoursesMine"];

interface Props {
  parcours: string;
  title: string;
  session: { id: string; admission: string } | undefined;
  status: string;
  nature: string;
  mine?: Mine | undefined;
  /** On the page of the parcours itself there is no link to it. */
  here?: boolean;
}

const refreshed = ["/api/v1/catalogue", "/api/v1/parcours", "/api/v1/me/enrolments", "/api/v1/me/favourites", "/api/v1/learn"];

/** The one thing to do with a training: enrol, ask, wait, go on, or look at its page. */
export function EnrolAction({ parcours, title, session, status, nature, mine, here = false }: Props) {
  const t = useOfferMessages();
  const me = useMe();
  const navigate = useNavigate();
  const enrol = useSend(() => client.PUT("/api/v1/sessions/{id}/enrolment", { params: { path: { id: session?.id ?? "" } } }), {
    refresh: refreshed,
    onDone: ({ data }) => {
      const state = data?.enrolment.state;
      if (state === "enrolled" && nature === "autoformation" && session) void navigate({ to: "/apprendre/$session", params: { session: session.id } });
      announce(state === "enrolled" ? t.saidEnrolled : state === "waiting" ? t.saidWaiting : t.saidRequested);
    },
  });

  if (mine?.state === "enrolled") {
    const verb = mine.step === "done" ? t.review : mine.step === "toStart" ? t.start : t.goOn;
    return (
      <Link to="/apprendre/$session" params={{ session: mine.session }} className={buttonClass(verb === t.review ? "quiet" : "main")} aria-label={t.about(verb, title)}>
        {verb}
      </Link>
    );
  }
  const asked = mine?.state === "requested" || mine?.state === "waiting";
  const takes = session && !asked && (status === "open" || status === "new" || status === "full");
  if (!takes) {
    return here ? null : (
      <Link to="/parcours/$parcours" params={{ parcours }} className={buttonClass("quiet")} aria-label={t.about(t.see, title)}>
        {t.see}
      </Link>
    );
  }
  const verb = status === "full" ? t.wait : session.admission === "request" ? t.ask : t.enrol;
  const look = verb === t.enrol ? "main" : "quiet";
  if (me === null) {
    return (
      <Link to="/connexion" search={{ suite: `/parcours/${parcours}` }} className={buttonClass(look)} aria-label={t.about(verb, title)}>
        {verb}
      </Link>
    );
  }
  return (
    <Button look={look} busy={enrol.isPending} onClick={() => enrol.mutate()} aria-label={t.about(verb, title)}>
      {verb}
    </Button>
  );
}
