import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { client, readPages } from "@/shared/api";
import { NoticeLine } from "@/shared/notices";
import { More, Trouble, useSend, useStateMessages } from "@/shared/state";
import { Button, Empty, Heading, Line, Waiting } from "@/shared/ui";
import { useMessages } from "./messages";

/** All that one was told, the latest first. */
export function NoticesPage() {
  const t = useMessages();
  const wait = useStateMessages();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(readPages(queryClient, "/api/v1/me/notices"));
  const items = query.data?.pages.flatMap((p) => p.items);
  const readAll = useSend(() => client.PUT("/api/v1/me/notices/read", { body: { all: true } }), { refresh: ["/api/v1/me/notices"] });
  return (
    <div className="wrap">
      <div className="page-head">
        <Heading>{t.title}</Heading>
        {(query.data?.pages[0]?.unread.count ?? 0) > 0 ? (
          <Button look="quiet" small busy={readAll.isPending} onClick={() => readAll.mutate()}>
            {t.readAll}
          </Button>
        ) : null}
      </div>
      {items ? (
        items.length > 0 ? (
          <ul className="card notice-list">
            {items.map((notice) => (
              <li key={notice.id} className="notice-item">
                <NoticeLine notice={notice} full />
              </li>
            ))}
          </ul>
        ) : (
          <Empty title={t.emptyTitle}>{t.emptyText}</Empty>
        )
      ) : query.error ? (
        <Trouble error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Waiting label={wait.loading}>
          <div className="card pad stack">
            <Line width="70%" />
            <Line width="55%" />
            <Line width="64%" />
          </div>
        </Waiting>
      )}
      <More query={query} />
    </div>
  );
}
