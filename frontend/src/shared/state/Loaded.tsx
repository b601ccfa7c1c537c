import type { UseInfiniteQueryResult, UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { OfflineError, ProblemError } from "@/shared/api";
import { Button, Waiting } from "@/shared/ui";
import { Trouble, useStateMessages } from "./Trouble";

interface Props<T> {
  query: UseQueryResult<T>;
  /** The real layout, in grey. */
  waiting: ReactNode;
  children: (data: T) => ReactNode;
  /** It is the whole page: an error takes the h1. */
  page?: boolean;
}

/** What was asked for, or its skeleton, or why not. What was already known stays on screen. */
export function Loaded<T>({ query, waiting, children, page = false }: Props<T>) {
  const t = useStateMessages();
  if (query.data !== undefined && !(query.error instanceof ProblemError && query.error.status < 500 && query.error.status !== 429)) {
    return (
      <>
        {query.error instanceof OfflineError ? <p className="note warn kept">{t.offlineKept}</p> : null}
        {children(query.data)}
      </>
    );
  }
  if (query.error) return <Trouble error={query.error} onRetry={() => void query.refetch()} page={page} />;
  return <Waiting label={t.loading}>{waiting}</Waiting>;
}

/** The button that goes on with a list. */
export function More<T>({ query }: { query: UseInfiniteQueryResult<T> }) {
  const t = useStateMessages();
  if (!query.hasNextPage) return null;
  return (
    <div className="more">
      <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t.more}
      </Button>
    </div>
  );
}
