import { useQuery, type InfiniteData, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { read, useMe, type Answer } from "@/shared/api";
import { copyText } from "@/shared/browser";
import { useFormat, useLocale } from "@/shared/i18n";
import { Loaded, More, Trouble, useStateMessages } from "@/shared/state";
import { announce, Button, Empty, Icon, Line, Waiting } from "@/shared/ui";
import { useTracesMessages, type Messages } from "./messages";
import { sentence, text, type Trace } from "./sentence";
import { iconOf } from "./verbs";
import "./traces.css";

type Raw = ReturnType<typeof read<"/api/v1/me/statements/{statement}">>;

interface Props {
  query: UseInfiniteQueryResult<InfiniteData<Answer<"/api/v1/me/statements">>>;
  /** A filter narrows the list. */
  filtered: boolean;
  /** Where the JSON of a trace is. */
  raw: (id: string) => Raw;
  /** In which training it was; "" where that goes without saying. */
  training: (trace: Trace) => string;
  /** The reader's own: the sentences say "you". */
  mine?: boolean;
}

/** Traces as sentences, the last one first. */
export function Traces({ query, filtered, raw, training, mine = false }: Props) {
  const t = useTracesMessages();
  const wait = useStateMessages();
  const items = query.data?.pages.flatMap((page) => page.items);
  if (!items) {
    return query.error ? (
      <Trouble error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Waiting label={wait.loading}>
        <div className="card pad stack">
          {[1, 2, 3, 4, 5].map((n) => (
            <Line key={n} height="1.6rem" width={`${90 - 7 * n}%`} />
          ))}
        </div>
      </Waiting>
    );
  }
  return (
    <>
      {items.length > 0 ? (
        <ul className="card traces" aria-label={t.list}>
          {items.map((trace) => (
            <Item key={trace.id} trace={trace} raw={raw} training={training(trace)} mine={mine} />
          ))}
        </ul>
      ) : query.hasNextPage ? (
        <p className="muted">{t.further}</p>
      ) : filtered ? (
        <Empty title={t.noMatchTitle}>{t.noMatch}</Empty>
      ) : (
        <Empty title={t.emptyTitle}>{mine ? t.emptyMine : t.emptySession}</Empty>
      )}
      <More query={query} />
    </>
  );
}

function Item({ trace, raw, training, mine }: { trace: Trace; raw: Props["raw"]; training: string; mine: boolean }) {
  const t = useTracesMessages();
  const f = useFormat();
  const locale = useLocale();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const said = sentence(trace, { t, f, locale, me: mine ? (me?.id ?? "") : "" });
  const about = [training, source(trace, t, mine)].filter(Boolean).join(" · ");
  return (
    <li>
      <Icon name={iconOf(trace.verb)} />
      <div>
        <p>
          {said.did}, <time dateTime={trace.at}>{said.when}</time>
          {said.details.map((detail) => `, ${detail}`)}.
        </p>
        {about ? <p className="muted small">{about}</p> : null}
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary className="small">
            {t.raw}
            <span className="sr">, {text(said)}</span>
          </summary>
          {open ? <Json question={raw(trace.id)} label={t.rawOf(text(said))} less={!mine} /> : null}
        </details>
      </div>
    </li>
  );
}

/** Who tells, where it is not the platform: a program, or somebody on their own word. */
function source({ source, name }: Trace, t: Messages, mine: boolean): string {
  switch (source.kind) {
    case "platform":
      return "";
    case "program":
      return t.byProgram(source.name ?? "");
    case "person":
      return t.byPerson(mine ? "" : (name ?? ""));
  }
}

function Json({ question, label, less }: { question: Raw; label: string; less: boolean }) {
  const t = useTracesMessages();
  const query = useQuery(question);
  const copy = async (json: string) => {
    const done = await copyText(json);
    announce(done ? t.copied : t.notCopied, !done);
  };
  return (
    <Loaded query={query} waiting={<Line height="10rem" />}>
      {({ json }) => (
        <div className="trace-json">
          <div className="row-flex">
            <Button small look="quiet" onClick={() => void copy(json)}>
              <Icon name="page" /> {t.copy}
            </Button>
            {less ? <span className="muted small">{t.rawLess}</span> : null}
          </div>
          <pre tabIndex={0} role="region" aria-label={label}>
            {json}
          </pre>
        </div>
      )}
    </Loaded>
  );
}
