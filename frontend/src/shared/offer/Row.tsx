import { Link } from "@tanstack/react-router";
import { typeset, useFormat, useLabel } from "@/shared/i18n";
import { EnrolAction } from "./Enrol";
import { Favourite } from "./Favourite";
import { ItemProgress, NatureChip, useDuration, usePeriod, type Item } from "./Meta";
import { useOfferMessages } from "./messages";
import "./offer.css";

interface Part {
  text: string;
  hit?: boolean;
}

function Marked({ parts, text }: { parts: readonly Part[] | undefined; text?: string }) {
  if (!parts || parts.length === 0) return <>{typeset(text ?? "")}</>;
  return parts.map((part, i) => (part.hit ? <mark key={i}>{typeset(part.text)}</mark> : typeset(part.text)));
}

/** A parcours in a list: what it is, when, for whom, where one is with it, and what to do. */
export function Row({ item, level = 3 }: { item: Item; level?: 2 | 3 }) {
  const t = useOfferMessages();
  const duration = useDuration();
  const period = usePeriod();
  const f = useFormat();
  const label = useLabel();
  const Title = `h${level}` as const;
  const mine = item.mine;
  const when = item.nature === "autoformation" ? "" : period(item.session?.start, item.session?.end);
  return (
    <article className="card row" data-tab={item.domain.tab}>
      <div>
        <div className="kick">{label(item.domain)}</div>
        <Title lang="fr">
          <Link to="/parcours/$parcours" params={{ parcours: item.id }}>
            <Marked parts={item.titleParts} text={item.title} />
          </Link>
        </Title>
        <p lang="fr">
          <Marked parts={item.descriptionParts} />
        </p>
        <div className="meta">
          <NatureChip nature={item.nature} />
          {item.minutesDistance + item.minutesPresence > 0 ? <span>{duration(item.minutesDistance, item.minutesPresence)}</span> : null}
          {when ? <span>{when}</span> : null}
          {item.publics.length > 0 ? <span>{item.publics.slice(0, 2).map(label).join(", ") + (item.publics.length > 2 ? "…" : "")}</span> : null}
          <span>{label(item.origin)}</span>
          {item.attestation ? <span>{t.attestation}</span> : null}
        </div>
        {mine?.state === "enrolled" && mine.total > 0 && mine.done > 0 ? (
          <div className="meta">
            <ItemProgress done={mine.done} total={mine.total} />
          </div>
        ) : null}
      </div>
      <div className="side">
        <div className="side-top">
          <State item={item} said={item.completions > 0 ? t.completions(item.completions, f.number(item.completions)) : ""} />
          <Favourite parcours={item.id} title={item.title} kept={item.favourite} />
        </div>
        <EnrolAction parcours={item.id} title={item.title} session={item.session} status={item.status} nature={item.nature} mine={mine} />
      </div>
    </article>
  );
}

/** The state that matters most: the person's own, else the offer's. */
function State({ item, said }: { item: Item; said: string }) {
  const t = useOfferMessages();
  const f = useFormat();
  switch (item.mine?.state) {
    case "enrolled":
      return <span className="chip">{item.mine.step === "done" ? t.finished : item.mine.step === "toStart" ? t.enrolled : t.started}</span>;
    case "requested":
      return <span className="chip">{t.requested}</span>;
    case "waiting":
      return <span className="chip">{t.waiting}</span>;
  }
  switch (item.status) {
    case "full":
      return <span className="chip stop">{t.full}</span>;
    case "ended":
      return <span className="chip">{t.ended}</span>;
    case "invitation":
      return <span className="chip">{t.invitation}</span>;
    case "soon":
      return <span className="chip warn">{item.session?.enrolFrom ? t.soonOn(f.day(item.session.enrolFrom)) : t.soon}</span>;
  }
  const left = item.session?.seatsLeft;
  if (left !== undefined && left <= 10) return <span className="chip warn">{t.seats(left)}</span>;
  if (item.status === "new") return <span className="chip warn">{t.new}</span>;
  return said ? <span className="muted small num">{said}</span> : <span />;
}
