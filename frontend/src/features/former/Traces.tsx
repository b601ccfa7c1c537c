import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { read, readPages } from "@/shared/api";
import { Filters, questionOf, Traces, useTracesMessages } from "@/shared/traces";
import { Select } from "@/shared/ui";
import { useMessages } from "./messages";
import type { Session } from "./page";
import { useProgress } from "./Tracking";

const often = 30_000; // what other programs send to another node is told by no event here

/** What the participants did, as sentences, as it happens. */
export default function SessionTraces({ session }: { session: Session }) {
  const t = useMessages();
  const words = useTracesMessages();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { person, verb, since, until } = useSearch({ from: "/former/sessions/$session" });
  const filter = { person, verb, since, until };
  const query = useInfiniteQuery({
    ...readPages(queryClient, "/api/v1/sessions/{session}/statements", { path: { session: session.id }, query: questionOf(filter) }),
    refetchInterval: often,
  });
  const people = useProgress(session.id).data?.pages.flatMap((page) => page.items ?? []) ?? [];
  const unlisted = person && !people.some((p) => p.person === person);
  return (
    <div className="tab-body">
      <p className="muted under-head">{t.tracesLead}</p>
      <Filters filter={filter} onFilter={(next) => void navigate({ to: "/former/sessions/$session", params: { session: session.id }, search: { onglet: "traces", ...next }, replace: true, resetScroll: false })}>
        {(change) => (
          <Select label={words.participant} value={person ?? ""} onChange={(e) => change({ person: e.target.value || undefined })}>
            <option value="">{words.everyone}</option>
            {people.map((p) => (
              <option key={p.person} value={p.person}>
                {p.name}
              </option>
            ))}
            {unlisted ? <option value={person}>{query.data?.pages[0]?.items[0]?.name ?? words.participant}</option> : null}
          </Select>
        )}
      </Filters>
      <Traces
        query={query}
        filtered={Object.values(filter).some(Boolean)}
        raw={(statement) => read("/api/v1/sessions/{session}/statements/{statement}", { path: { session: session.id, statement } })}
        training={() => ""}
      />
    </div>
  );
}
