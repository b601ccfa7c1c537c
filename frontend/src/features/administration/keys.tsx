import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { client, read, readPages, type Schemas } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { More, Trouble, useSend, useStateMessages } from "@/shared/state";
import { Button, Dialog, Empty, Heading, Icon, Line, Waiting } from "@/shared/ui";
import { CreateDialog } from "./CreateDialog";
import { Copied } from "./Copied";
import { useMessages } from "./messages";
import { Rules } from "./Rules";
import { Targets } from "./Targets";
import "./administration.css";

type Key = Schemas["LrsCredential"];

const keysPath = "/api/v1/records/credentials";

/** The keys under which programs use the record store, how long traces are kept, and where they are sent, for administrators. */
export function KeysPage() {
  const t = useMessages();
  const wait = useStateMessages();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(readPages(queryClient, keysPath));
  const [creating, setCreating] = useState(false);
  const keys = query.data?.pages.flatMap((page) => page.items);
  const create = (
    <Button onClick={() => setCreating(true)} aria-haspopup="dialog">
      <Icon name="plus" /> {t.create}
    </Button>
  );
  return (
    <div className="wrap keys">
      <div className="page-head">
        <div>
          <Heading>{t.title}</Heading>
          <p className="muted">{t.lead}</p>
        </div>
        {keys && keys.length > 0 ? create : null}
      </div>
      {keys ? (
        <>
          <Copied label={t.address} value={`${location.origin}/xapi`} />
          {keys.length > 0 ? (
            <Table keys={keys} />
          ) : (
            <Empty title={t.emptyTitle} action={create}>
              {t.emptyText}
            </Empty>
          )}
          <More query={query} />
          <Rules keys={keys} />
          <Targets />
        </>
      ) : query.error ? (
        <Trouble error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Waiting label={wait.loading}>
          <div className="card pad stack">
            {[1, 2, 3].map((n) => (
              <Line key={n} height="2rem" />
            ))}
          </div>
        </Waiting>
      )}
      {creating ? (
        <Suspense>
          <CreateDialog onClose={() => setCreating(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function Table({ keys }: { keys: Key[] }) {
  const t = useMessages();
  const f = useFormat();
  const { data: lists } = useQuery({ ...read("/api/v1/reference/people"), staleTime: 3_600_000 });
  const [revoking, setRevoking] = useState<Key>();
  return (
    <div className="card table-scroll" tabIndex={0} role="region" aria-label={t.list}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t.name}</th>
            <th scope="col">{t.scopes}</th>
            <th scope="col">{t.academie}</th>
            <th scope="col">{t.made}</th>
            <th scope="col">{t.state}</th>
            <th scope="col">
              <span className="sr">{t.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.key} className={key.revoked ? "muted" : undefined}>
              <th scope="row">
                {key.name}
                <div className="small muted key">
                  <span className="sr">{t.key} </span>
                  {key.key}
                </div>
              </th>
              <td>
                <ul className="row-flex rights">
                  {key.scopes.map((scope) => (
                    <li key={scope} className={scope === "all" || scope === "statements/read" ? "chip warn" : "chip"}>
                      {t.scopeNames[scope]}
                    </li>
                  ))}
                </ul>
              </td>
              <td>{key.academie ? (lists?.academies.find((a) => a.code === key.academie)?.name ?? key.academie) : t.national}</td>
              <td className="nowrap">{f.day(key.at)}</td>
              <td className="nowrap">{key.revoked ? t.revoked(f.day(key.revoked)) : t.good}</td>
              <td className="r">
                {key.revoked ? null : (
                  <Button small look="quiet" aria-haspopup="dialog" aria-label={t.revokeWhich(key.name)} onClick={() => setRevoking(key)}>
                    {t.revoke}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {revoking ? (
        <Suspense>
          <Revoke credential={revoking} onClose={() => setRevoking(undefined)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function Revoke({ credential, onClose }: { credential: Key; onClose: () => void }) {
  const t = useMessages();
  const revoke = useSend(() => client.DELETE(`${keysPath}/{key}`, { params: { path: { key: credential.key } } }), {
    refresh: [keysPath],
    say: () => t.revokeDone(credential.name),
    onDone: onClose,
  });
  return (
    <Dialog title={t.revokeWhich(credential.name)} onClose={onClose} insist>
      <p>{t.revokeSure}</p>
      <div className="dialog-foot">
        <Button look="quiet" onClick={onClose}>
          {t.cancel}
        </Button>
        <Button look="danger" busy={revoke.isPending} onClick={() => revoke.mutate()}>
          {t.revoke}
        </Button>
      </div>
    </Dialog>
  );
}
