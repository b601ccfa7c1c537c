import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { read } from "@/shared/api";
import { buttonClass, Heading, Icon } from "@/shared/ui";
import { useMessages } from "./messages";
import { activities, type Learn } from "./page";

/** The end of a training: said calmly, with the attestation when it is there. */
export function Finished({ learn }: { learn: Learn }) {
  const t = useMessages();
  const done = Boolean(learn.progress.completedAt);
  const { data } = useQuery({ ...read("/api/v1/me/attestations"), enabled: done, refetchInterval: (query) => (find(query.state.data?.items, learn) ? false : 2000) });
  const attestation = find(data?.items, learn);
  const first = activities(learn)[0];
  const back = learn.next ?? first?.id;
  return (
    <div className="lesson">
      <div className="in finished">
        {done ? (
          <>
            <span className="seal" aria-hidden="true">
              <Icon name="check" />
            </span>
            <Heading title={`${t.completeTitle} – ${learn.session.title}`}>{t.completeTitle}</Heading>
            <p>{t.completeText(learn.session.title)}</p>
            <div className="row-flex" aria-live="polite">
              {attestation ? (
                <Link to="/attestations/$number" params={{ number: attestation.number }} className={buttonClass()}>
                  {t.attestation}
                </Link>
              ) : (
                <p className="muted">{t.attestationSoon}</p>
              )}
            </div>
          </>
        ) : (
          <>
            <Heading>{t.notYetTitle}</Heading>
            <p>{t.notYetText(learn.progress.done, learn.progress.total)}</p>
          </>
        )}
        <div className="row-flex">
          {back ? (
            <Link to="/apprendre/$session/$activity" params={{ session: learn.session.id, activity: done && first ? first.id : back }} className={buttonClass(done ? "quiet" : "main")}>
              {done ? t.again : t.goOn}
            </Link>
          ) : null}
          <Link to="/formations" className={buttonClass("plain")}>
            {t.otherTrainings}
          </Link>
        </div>
      </div>
    </div>
  );
}

function find<A extends { session: string; state: string }>(items: readonly A[] | null | undefined, learn: Learn): A | undefined {
  return items?.find((a) => a.session === learn.session.id && a.state === "valid");
}
