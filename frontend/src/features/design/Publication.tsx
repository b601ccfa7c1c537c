import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { client, ProblemError, read } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { useSend } from "@/shared/state";
import { Button, TextArea } from "@/shared/ui";
import type { Parcours } from "./edit";
import { useMessages } from "./messages";

const refreshed = ["/api/v1/parcours", "/api/v1/me/parcours", "/api/v1/catalogue"];

/** Publishing a version, and the life of the parcours in the catalogue. */
export function Publication({ parcours: p }: { parcours: Parcours }) {
  return (
    <div className="tab-body settings">
      <Publish parcours={p} />
      <div className="stack">
        <Life parcours={p} />
        <Notes parcours={p} />
      </div>
    </div>
  );
}

function Publish({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  const version = useQuery(read("/api/v1/parcours/{id}/versions/{n}", { path: { id: p.id, n: p.lastVersion } }));
  const [kind, setKind] = useState<"minor" | "major">("minor");
  const [note, setNote] = useState("");
  const first = p.publishedVersion === 0;
  const publish = useSend(() => client.POST("/api/v1/parcours/{id}/publish", { params: { path: { id: p.id } }, body: { kind: first ? "major" : kind, ...(note.trim() ? { note: note.trim() } : {}) } }), {
    refresh: refreshed,
    say: () => t.published,
    quiet: (error) => error.fields.length > 0,
    onDone: () => setNote(""),
  });
  const problem = publish.error instanceof ProblemError ? publish.error : undefined;
  if (version.data?.published) {
    return (
      <section className="card pad stack">
        <h2>{t.publishTitle}</h2>
        <p className="muted">{t.nothingToPublish}</p>
      </section>
    );
  }
  return (
    <form
      className="card pad stack"
      onSubmit={(event) => {
        event.preventDefault();
        publish.mutate();
      }}
    >
      <h2>{t.publishTitle}</h2>
      {first ? (
        <p className="muted">{t.publishFirst}</p>
      ) : (
        <fieldset className="stack">
          <legend className="sr">{t.publishTitle}</legend>
          {(["minor", "major"] as const).map((k) => (
            <label key={k} className="check">
              <input type="radio" name="kind" checked={kind === k} onChange={() => setKind(k)} />
              <span>
                <b>{t[k]}</b>
                <br />
                <span className="muted small">{k === "minor" ? t.minorHelp : t.majorHelp}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <TextArea label={t.note} help={t.noteHelp} rows={3} value={note} onChange={(e) => setNote(e.target.value)} maxLength={2000} />
      {p.missing.length > 0 ? (
        <div className="note warn">
          <b>{t.missingTitle(p.missing.length)}</b>
          <ul className="bullets">
            {p.missing.map((m) => (
              <li key={m.path}>{(t.fields as Record<string, string>)[m.path] ?? m.label}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {problem && problem.fields.length > 0 ? (
        <div className="note stop" role="alert">
          <ul className="bullets">
            {problem.fields.map((f) => (
              <li key={f.path + f.code}>{f.message}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <div>
        <Button type="submit" busy={publish.isPending} disabled={p.missing.length > 0}>
          {t.publish}
        </Button>
      </div>
    </form>
  );
}

function Life({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  const navigate = useNavigate();
  const params = { params: { path: { id: p.id } } };
  const archive = useSend(() => client.POST("/api/v1/parcours/{id}/archive", params), { refresh: refreshed, say: () => t.archived });
  const restore = useSend(() => client.POST("/api/v1/parcours/{id}/restore", params), { refresh: refreshed, say: () => t.restored });
  const copy = useSend(() => client.POST("/api/v1/parcours/{id}/copy", params), {
    refresh: ["/api/v1/me/parcours"],
    say: () => t.copied,
    onDone: ({ data }) => {
      if (data) void navigate({ to: "/concevoir/$parcours", params: { parcours: data.id } });
    },
  });
  return (
    <section className="card pad stack">
      <div className="row-flex">
        <Button look="quiet" busy={copy.isPending} onClick={() => copy.mutate()}>
          {t.copy}
        </Button>
        {p.state === "published" ? (
          <Button look="danger" busy={archive.isPending} onClick={() => archive.mutate()}>
            {t.archive}
          </Button>
        ) : null}
        {p.state === "archived" ? (
          <Button look="quiet" busy={restore.isPending} onClick={() => restore.mutate()}>
            {t.restore}
          </Button>
        ) : null}
      </div>
      {p.state === "published" ? <p className="help">{t.archiveHelp}</p> : null}
    </section>
  );
}

function Notes({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  const f = useFormat();
  if (p.notes.length === 0) return null;
  return (
    <section className="card pad stack">
      <h2>{t.groups.version}</h2>
      <ul className="stack">
        {[...p.notes].reverse().map((n) => (
          <li key={n.label + n.at}>
            <b>{n.label}</b> <span className="muted small">{f.day(n.at)}</span>
            <p className="lines">{n.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
