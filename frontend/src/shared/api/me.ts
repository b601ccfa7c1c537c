// Who is at the screen.
import { queryOptions, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { ask } from "./query";
import { ProblemError } from "./problem";
import type { components } from "./schema";

/** The signed-in person. */
export type Me = components["schemas"]["IdentityMe"];

/** The person, or null for a visitor. */
export const meQuery = queryOptions<Me | null, Error, Me | null, readonly ["GET", "/api/v1/me"]>({
  queryKey: ["GET", "/api/v1/me"],
  queryFn: async ({ signal }) => {
    try {
      return (await ask("/api/v1/me", signal)) as Me;
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

/** The person, null for a visitor, undefined while it is not known yet. */
export function useMe(): Me | null | undefined {
  return useQuery(meQuery).data;
}

/** Puts somebody else at the screen: everything known for the one before is forgotten. */
export function changeReader(queryClient: QueryClient, me: Me | null): void {
  queryClient.removeQueries({ predicate: (q) => q.queryKey[1] !== meQuery.queryKey[1] });
  queryClient.setQueryData(meQuery.queryKey, me);
}

/** changeReader for components. */
export function useChangeReader(): (me: Me | null) => void {
  const queryClient = useQueryClient();
  return useCallback((me) => changeReader(queryClient, me), [queryClient]);
}
