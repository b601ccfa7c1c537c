import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { client, ProblemError, read, under, type Schemas } from "@/shared/api";
import { useLabel, type Labelled } from "@/shared/i18n";
import { useSend } from "@/shared/state";
import { announce, Button, Check, Icon, Select, TextArea, TextField } from "@/shared/ui";
import type { Parcours } from "./edit";
import { useMessages } from "./messages";
import { Thumbnail } from "./Thumbnail";
import { useUnsaved } from "./useUnsaved";

type Card = Schemas["CoursesCard"];
type Field = keyof ReturnType<typeof useMessages>["fields"];

interface Form {
  card: Card;
  set: (change: Partial<Card>) => void;
  error: (field: Field) => string | undefined;
  label: (field: Field) => ReactNode;
}

/** Every field of the index card; those that publishing wants say so. */
export function CardEditor({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  const queryClient = useQueryClient();
  const [card, setCard] = useState<Card>(p.card);
  const dirty = JSON.stringify(card) !== JSON.stringify(p.card);
  useUnsaved(dirty, t.unsaved);
  const save = useSend(() => client.PUT("/api/v1/parcours/{id}/card", { params: { path: { id: p.id }, header: { "If-Match": p.etag } }, body: card }), {
    refresh: ["/api/v1/parcours", "/api/v1/me/parcours", "/api/v1/catalogue"],
    say: () => t.savedCard,
    quiet: (error) => error.status === 412 || error.status === 422,
  });
  const problem = save.error instanceof ProblemError ? save.error : undefined;
  const missing = new Set(p.missing.map((m) => m.path));
  const form: Form = {
    card,
    set: (change) => setCard((c) => ({ ...c, ...change })),
    error: (field) => problem?.field(field),
    label: (field) => (
      <>
        {t.fields[field]}
        {missing.has(field) ? <span className="chip warn to-fill">{t.toFill}</span> : null}
      </>
    ),
  };
  return (
    <form
      className="tab-body design-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined, {
          onError: (error) => {
            if (!(error instanceof ProblemError)) return;
            if (error.status === 412) {
              announce(t.stale, true);
              void queryClient.invalidateQueries(under(`/api/v1/parcours/${p.id}`));
            } else if (error.fields[0]) announce(error.fields[0].message, true);
          },
        });
      }}
    >
      <div className="stack">
        <General form={form} parcours={p.id} />
        <Responsible form={form} />
        <Details form={form} />
      </div>
      <aside className="stack">
        <div className={p.missing.length > 0 ? "note warn" : "note"} role="status">
          <b>{t.missingTitle(p.missing.length)}</b>
          <ul className="bullets">
            {p.missing.map((m) => (
              <li key={m.path}>{(t.fields as Record<string, string>)[m.path] ?? m.label}</li>
            ))}
          </ul>
        </div>
        <div className="save-bar">
          <Button type="submit" busy={save.isPending}>
            {t.save}
          </Button>
          {dirty ? (
            <span className="small muted">
              <Icon name="info" /> {t.unsaved}
            </span>
          ) : null}
        </div>
      </aside>
    </form>
  );
}

function useLists() {
  return useQuery({ ...read("/api/v1/reference/offer"), staleTime: 3_600_000 }).data;
}

function Options({ list, empty }: { list: readonly ({ code: string } & Labelled)[] | undefined; empty: string }) {
  const nameOf = useLabel();
  return (
    <>
      <option value="">{empty}</option>
      {list?.map((o) => (
        <option key={o.code} value={o.code}>
          {nameOf(o)}
        </option>
      ))}
    </>
  );
}

function General({ form: { card, set, error, label }, parcours }: { form: Form; parcours: string }) {
  const t = useMessages();
  const lists = useLists();
  return (
    <section className="card pad stack">
      <h2>{t.groups.general}</h2>
      <TextField label={label("title")} help={t.helps.title} value={card.title} onChange={(e) => set({ title: e.target.value })} error={error("title")} maxLength={300} required />
      <TextField label={label("short")} help={t.helps.short} value={card.short ?? ""} onChange={(e) => set({ short: e.target.value })} error={error("short")} maxLength={15} />
      <TextArea label={label("description")} help={t.helps.description} rows={5} value={card.description ?? ""} onChange={(e) => set({ description: e.target.value })} error={error("description")} maxLength={4000} />
      <TextArea label={label("objectives")} rows={4} value={card.objectives ?? ""} onChange={(e) => set({ objectives: e.target.value })} error={error("objectives")} maxLength={4000} />
      <div className="two-fields">
        <Select label={label("collection")} value={card.collection ?? ""} onChange={(e) => set({ collection: e.target.value })} error={error("collection")}>
          <Options list={lists?.collections} empty={t.choose} />
        </Select>
        <Select
          label={label("domain")}
          value={card.domain ?? ""}
          onChange={(e) => {
            const forced = lists?.domains.find((d) => d.code === e.target.value)?.public;
            set({ domain: e.target.value, ...(forced ? { publics: [forced] } : {}) });
          }}
          error={error("domain")}
        >
          <Options list={lists?.domains} empty={t.choose} />
        </Select>
        <Select label={label("certification")} value={card.certification ?? ""} onChange={(e) => set({ certification: e.target.value })} error={error("certification")}>
          <Options list={lists?.certifications} empty={t.none} />
        </Select>
        <TextField
          label={label("keywords")}
          help={t.helps.keywords}
          value={(card.keywords ?? []).join(", ")}
          onChange={(e) => set({ keywords: e.target.value.split(",").map((k) => k.trimStart()) })}
          onBlur={(e) => set({ keywords: e.target.value.split(",").map((k) => k.trim()).filter(Boolean) })}
          error={error("keywords")}
        />
      </div>
      <Thumbnail parcours={parcours} object={card.thumbnail ?? ""} error={error("thumbnail")} onChange={(object) => set({ thumbnail: object })} />
      <div>
        <Check checked={card.entry ?? false} onChange={(e) => set({ entry: e.target.checked })}>
          {label("entry")}
        </Check>
        <Check checked={card.showCompletion ?? false} onChange={(e) => set({ showCompletion: e.target.checked })}>
          {label("showCompletion")}
        </Check>
      </div>
    </section>
  );
}

function Responsible({ form: { card, set, error, label } }: { form: Form }) {
  const t = useMessages();
  const lists = useLists();
  const nameOf = useLabel();
  const { data: people } = useQuery({ ...read("/api/v1/reference/people"), staleTime: 3_600_000 });
  const academie = people?.academies.find((a) => a.code === card.academie);
  return (
    <section className="card pad stack">
      <h2>{t.groups.responsible}</h2>
      <div className="two-fields">
        <Select label={label("origin")} value={card.origin ?? ""} onChange={(e) => set({ origin: e.target.value })} error={error("origin")}>
          <Options list={lists?.origins} empty={t.choose} />
        </Select>
        <TextField label={label("originCode")} help={t.helps.originCode} list="origin-codes" value={card.originCode ?? ""} onChange={(e) => set({ originCode: e.target.value.toUpperCase() })} error={error("originCode")} maxLength={4} autoComplete="off" />
        <datalist id="origin-codes">
          {lists?.originCodes.map((o) => (
            <option key={o.code} value={o.code}>
              {nameOf(o)}
            </option>
          ))}
        </datalist>
        {card.origin === "academie" ? (
          <>
            <Select label={label("academie")} value={card.academie ?? ""} onChange={(e) => set({ academie: e.target.value, departement: "" })} error={error("academie")}>
              <Options list={people?.academies.map((a) => ({ code: a.code, label: a.name }))} empty={t.choose} />
            </Select>
            <Select label={label("departement")} value={card.departement ?? ""} onChange={(e) => set({ departement: e.target.value })} error={error("departement")}>
              <Options list={academie?.departements.map((d) => ({ code: d.code, label: d.name }))} empty={t.none} />
            </Select>
          </>
        ) : null}
        {card.origin === "espe" ? <TextField label={label("inspe")} value={card.inspe ?? ""} onChange={(e) => set({ inspe: e.target.value })} error={error("inspe")} maxLength={100} /> : null}
        <TextField label={label("authors")} value={card.authors ?? ""} onChange={(e) => set({ authors: e.target.value })} error={error("authors")} maxLength={500} />
        <TextField label={label("validatedBy")} value={card.validatedBy ?? ""} onChange={(e) => set({ validatedBy: e.target.value })} error={error("validatedBy")} maxLength={300} />
        <TextField label={label("contact")} type="email" value={card.contact ?? ""} onChange={(e) => set({ contact: e.target.value })} error={error("contact")} maxLength={254} />
      </div>
    </section>
  );
}

function Details({ form: { card, set, error, label } }: { form: Form }) {
  const t = useMessages();
  const lists = useLists();
  const nameOf = useLabel();
  const number = (text: string) => (text.trim() === "" ? undefined : Math.max(0, Math.round(Number(text))));
  const minutes = (name: "minutesDistance" | "minutesPresence") => (
    <TextField
      label={label(name)}
      help={t.helps.minutes}
      type="number"
      min={0}
      value={card[name] ?? ""}
      onChange={(e) => {
        set({ [name]: number(e.target.value) });
      }}
      error={error(name)}
    />
  );
  const toggle = (name: "publics" | "competences", code: string) => {
    const had = card[name] ?? [];
    set({ [name]: had.includes(code) ? had.filter((c) => c !== code) : [...had, code] });
  };
  return (
    <section className="card pad stack">
      <h2>{t.groups.details}</h2>
      <fieldset>
        <legend className="label">{label("publics")}</legend>
        <div className="tick-list">
          {lists?.publics.map((o) => (
            <Check key={o.code} checked={(card.publics ?? []).includes(o.code)} onChange={() => toggle("publics", o.code)}>
              {nameOf(o)}
            </Check>
          ))}
        </div>
      </fieldset>
      <div className="two-fields">
        {minutes("minutesDistance")}
        {minutes("minutesPresence")}
        <TextField label={label("pace")} help={t.helps.pace} value={card.pace ?? ""} onChange={(e) => set({ pace: e.target.value })} error={error("pace")} maxLength={300} />
        <TextField label={label("year")} help={t.helps.year} value={card.year ?? ""} onChange={(e) => set({ year: e.target.value })} error={error("year")} maxLength={2} inputMode="numeric" />
      </div>
      <TextArea label={label("support")} rows={2} value={card.support ?? ""} onChange={(e) => set({ support: e.target.value })} error={error("support")} maxLength={250} />
      <details>
        <summary>{t.fields.competences}</summary>
        <div className="tick-list">
          {lists?.competences.map((o) => (
            <Check key={o.code} checked={(card.competences ?? []).includes(o.code)} onChange={() => toggle("competences", o.code)}>
              {o.code} {nameOf(o)}
            </Check>
          ))}
        </div>
      </details>
    </section>
  );
}
