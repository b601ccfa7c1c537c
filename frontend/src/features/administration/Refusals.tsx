import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { readPages, type Schemas } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { More, Trouble } from "@/shared/state";
import { Button, Dialog, Line } from "@/shared/ui";
import { useMessages } from "./messages";

/** The traces that a store has refused, with its words. */
export default function Refusals({ target, onClose }: { target: Schemas["LrsTarget"]; onClose: () => void }) {
  const t = useMessages().targets;
  const f = useFormat();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(readPages(queryClient, "/api/v1/records/targets/{target}/refusals", { path: { target: target.id } }));
  return (
    <Dialog title={t.refusedWhich(target.name)} onClose={onClose} wide>
      <p className="muted">{t.refusedLead}</p>
      {query.data ? (
        <ul className="refusals">
          {query.data.pages
            .flatMap((page) => page.items)
            .map((refusal) => (
              <li key={refusal.statement}>
                <div className="key">{refusal.statement}</div>
                <div>
                  <span lang="fr">{refusal.why}</span> <span className="small muted">{f.moment(refusal.at)}</span>
                </div>
                {refusal.answer ? (
                  <div className="small muted">
                    {t.answer} <span className="key">{refusal.answer}</span>
                  </div>
                ) : null}
              </li>
            ))}
        </ul>
      ) : query.error ? (
        <Trouble error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Line height="6rem" />
      )}
      <More query={query} />
      <div className="dialog-foot">
        <Button look="quiet" onClick={onClose}>
          {t.close}
        </Button>
      </div>
    </Dialog>
  );
}
