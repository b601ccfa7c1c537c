import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Suspense, useEffect, useRef, useState } from "react";
import { client, readPages, useMe, type Answer } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { Row } from "@/shared/offer";
import { More, Trouble } from "@/shared/state";
import { Button, buttonClass, CardSkeleton, Dialog, Empty, Icon, Line, useTitle, Waiting, Heading } from "@/shared/ui";
import { Facets } from "./Facets";
import { useMessages, useValueLabel } from "./messages";
import { facets, query, selected, sorts, toggled, type Facet, type Search } from "./search";
import "./catalogue.css";

type Page = Answer<"/api/v1/catalogue">;

/** The offer of trainings: search, facets, results. Its whole state is in its address. */
export function CataloguePage() {
  const t = useMessages();
  const search = useSearch({ from: "/catalogue" });
  const queryClient = useQueryClient();
  const result = useInfiniteQuery({ ...readPages(queryClient, "/api/v1/catalogue", { query: query(search) }), placeholderData: keepPreviousData });
  useTitle(search.q ? `${search.q} – ${t.title}` : t.title);
  useKept(search);
  const first = result.data?.pages[0];
  return (
    <>
      <Hero search={search} page={first} />
      <div className="wrap cols">
        <aside className="facets" aria-label={t.filters}>
          {first ? <Facets page={first} search={search} /> : <FacetsWaiting />}
        </aside>
        <section className="results" aria-label={t.title} aria-busy={result.isFetching}>
          {first ? (
            <>
              <Bar page={first} search={search} />
              {result.data?.pages.flatMap((p) => p.items).map((item) => <Row key={item.id} item={item} />)}
              {first.total === 0 ? (
                <Empty
                  title={t.emptyTitle}
                  action={
                    <Link to="/catalogue" search={{ all: "1" }} className={buttonClass()}>
                      {t.offer}
                    </Link>
                  }
                >
                  {t.emptyText}
                </Empty>
              ) : null}
              <More query={result} />
            </>
          ) : result.error ? (
            <Trouble error={result.error} onRetry={() => void result.refetch()} />
          ) : (
            <Waiting label={t.loading}>
              <div className="bar">
                <Line width="12rem" height="1.6rem" />
              </div>
              <div className="stack">
                <CardSkeleton />
                <CardSkeleton />
                <CardSkeleton />
              </div>
            </Waiting>
          )}
        </section>
      </div>
    </>
  );
}

/** What a signed-in person selects is found again at the next visit. */
function useKept(search: Search) {
  const me = useMe();
  const first = useRef(true);
  const chosen = JSON.stringify(Object.fromEntries(facets.map((facet) => [facet, search[facet] ?? []])));
  const all = search.all;
  useEffect(() => {
    if (first.current) {
      first.current = false; // a shared address is looked at, not adopted
      return;
    }
    if (!me || (!all && chosen === noChoice)) return;
    const timer = setTimeout(() => {
      const preset: Record<string, string[]> = Object.fromEntries(Object.entries(JSON.parse(chosen) as Record<string, string[]>).filter(([, v]) => v.length > 0));
      void client.PUT("/api/v1/me/catalogue-preset", { body: { facets: preset } }).catch(() => undefined); // a comfort: its failure is not worth a word
    }, 1500);
    return () => clearTimeout(timer);
  }, [me, chosen, all]);
}

const noChoice = JSON.stringify(Object.fromEntries(facets.map((facet) => [facet, []])));

function Hero({ search, page }: { search: Search; page: Page | undefined }) {
  const t = useMessages();
  const navigate = useNavigate();
  const [text, setText] = useState(search.q ?? "");
  const [shown, setShown] = useState(search.q);
  if (shown !== search.q) {
    // The address changed by itself: back, forward, a link.
    setShown(search.q);
    setText(search.q ?? "");
  }
  return (
    <div className="hero seyes">
      <div className="wrap">
        <div className="in">
          <Heading title={t.title}>{t.question}</Heading>
          <form
            role="search"
            action="/catalogue"
            onSubmit={(event) => {
              event.preventDefault();
              const q = text.trim();
              void navigate({ to: "/catalogue", search: { ...search, q: q || undefined, sort: undefined } });
            }}
          >
            <label className="field">
              <Icon name="search" />
              <input type="search" name="q" value={text} onChange={(event) => setText(event.target.value)} aria-label={t.searchLabel} placeholder={t.placeholder} autoComplete="off" enterKeyHint="search" maxLength={200} />
            </label>
            <Button type="submit" aria-label={t.search}>
              <Icon name="right" />
              <span>{t.search}</span>
            </Button>
          </form>
          <Context search={search} page={page} />
        </div>
      </div>
    </div>
  );
}

/** In words, what the results answer to: a word that was corrected, what the fonction suggests. */
function Context({ search, page }: { search: Search; page: Page | undefined }) {
  const t = useMessages();
  const f = useFormat();
  const label = useValueLabel();
  const preset = Object.entries(page?.preset ?? {}).flatMap(([facet, values]) => (values ?? []).map((v) => label(facet, v, page?.facets[facet as Facet].find((c) => c.value === v))));
  if (search.q && page?.corrected && page.corrected !== search.q) {
    return (
      <p className="muted">
        {t.resultsFor}
        <b>{page.corrected}</b>
        {t.corrected(search.q)}
      </p>
    );
  }
  if (preset.length === 0) return null;
  return (
    <p className="muted">
      {t.preset(f.list(preset))}{" "}
      <Link to="/catalogue" search={{ all: "1" }}>
        {t.showAll}
      </Link>
    </p>
  );
}

function Bar({ page, search }: { page: Page; search: Search }) {
  const t = useMessages();
  const f = useFormat();
  const navigate = useNavigate();
  const words = useValueLabel();
  const [open, setOpen] = useState(false);
  const count = selected(search);
  const go = (next: Search) => void navigate({ to: "/catalogue", search: next, resetScroll: false });
  return (
    <div className="bar">
      <h2>
        <span role="status">{t.count(page.total, f.number(page.total))}</span>
      </h2>
      <Button look="quiet" small className="only-s" onClick={() => setOpen(true)} aria-haspopup="dialog">
        <Icon name="filter" /> {t.filter(count)}
      </Button>
      {facets.flatMap((facet) =>
        (search[facet] ?? []).map((value) => {
          const label = words(facet, value, page.facets[facet].find((c) => c.value === value));
          return (
            <button key={facet + value} type="button" className="chip" aria-label={t.remove(label)} onClick={() => go(toggled(search, facet, value))}>
              {label} <Icon name="cross" />
            </button>
          );
        }),
      )}
      <select className="input sm sort" aria-label={t.sort} value={search.sort ?? "relevance"} onChange={(event) => go({ ...search, sort: event.target.value === "relevance" ? undefined : event.target.value })}>
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {t.sorts[sort]}
          </option>
        ))}
      </select>
      {open ? (
        <Suspense>
          <Dialog title={t.filters} onClose={() => setOpen(false)}>
            <Facets page={page} search={search} />
            <div className="dialog-foot">
              {count > 0 ? (
                <Button look="quiet" onClick={() => go({ q: search.q, sort: search.sort, all: "1" })}>
                  {t.clear}
                </Button>
              ) : null}
              <Button onClick={() => setOpen(false)}>{t.showResults(f.number(page.total))}</Button>
            </div>
          </Dialog>
        </Suspense>
      ) : null}
    </div>
  );
}

function FacetsWaiting() {
  return (
    <div className="stack" aria-hidden="true">
      {[5, 4, 6].map((n) => (
        <div key={n} className="stack">
          <Line width="6rem" height="1.1em" />
          {Array.from({ length: n }, (_, i) => (
            <Line key={i} width={`${60 + ((i * 13) % 35)}%`} />
          ))}
        </div>
      ))}
    </div>
  );
}
