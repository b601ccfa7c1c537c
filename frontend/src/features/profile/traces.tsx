import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { read, readPages } from "@/shared/api";
import { Filters, questionOf, Traces, useTracesMessages } from "@/shared/traces";
import { buttonClass, Heading, Icon, Select } from "@/shared/ui";
import { useMessages } from "./messages";
import "./profile.css";

const often = 30_000; // what other programs send to another node is told by no event here

/** What the person did, as sentences, as it happens. */
export function TracesPage() {
  const t = useMessages();
  const words = useTracesMessages();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const filter = useSearch({ from: "/profil/traces" });
  const query = useInfiniteQuery({ ...readPages(queryClient, "/api/v1/me/statements", { query: questionOf(filter) }), refetchInterval: often });
  const sessions = useQuery(read("/api/v1/me/visibility")).data?.sessions ?? [];
  const titles = new Map(sessions.map(({ session: s }) => [s.id, s.title || s.parcoursTitle]));
  return (
    <div className="wrap traces-page">
      <div className="page-head">
        <div>
          <Heading>{t.tracesTitle}</Heading>
          <p className="muted">{t.tracesLead}</p>
        </div>
        <Link to="/profil/visibilite" className={buttonClass("quiet")}>
          <Icon name="eye" /> {t.visibility}
        </Link>
      </div>
      <Filters filter={filter} onFilter={(next) => void navigate({ to: "/profil/traces", search: next, replace: true, resetScroll: false })}>
        {(change) => (
          <Select label={words.training} value={filter.session ?? ""} onChange={(e) => change({ session: e.target.value || undefined })}>
            <option value="">{words.everyTraining}</option>
            {[...titles].map(([id, title]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </Filters>
      <Traces
        query={query}
        filtered={Object.values(filter).some(Boolean)}
        raw={(statement) => read("/api/v1/me/statements/{statement}", { path: { statement } })}
        training={(trace) => titles.get(trace.session ?? "") ?? ""}
        mine
      />
    </div>
  );
}
