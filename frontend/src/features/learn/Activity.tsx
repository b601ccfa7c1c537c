import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useRef } from "react";
import { client, read, under, type Answer } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { Loaded, useSend } from "@/shared/state";
import { buttonClass, Heading, Icon, Line } from "@/shared/ui";
import { useMessages } from "./messages";
import { activities, type Learn, type LearnActivity } from "./page";
import { Video } from "./Video";

const PackagePlayer = lazy(() => import("./PackagePlayer"));

export type Content = Answer<"/api/v1/learn/{session}/activities/{activity}">;

interface Props {
  learn: Learn;
  activity: string;
}

/** One activity: its content, how it counts, and the way on. */
export function ActivityView({ learn, activity }: Props) {
  const session = learn.session.id;
  const line = activities(learn).find((a) => a.id === activity);
  const query = useQuery({ ...read("/api/v1/learn/{session}/activities/{activity}", { path: { session, activity } }), enabled: !line?.locked });
  return (
    <div className="lesson">
      <div className="in">
        <Notes learn={learn} />
        {line?.locked ? (
          <Locked session={session} line={line} />
        ) : (
          <Loaded query={query} waiting={<ContentSkeleton />} page>
            {(content) => <Opened learn={learn} content={content} line={line ?? content.activity} />}
          </Loaded>
        )}
      </div>
      <Foot learn={learn} activity={activity} />
    </div>
  );
}

function Notes({ learn }: { learn: Learn }) {
  const t = useMessages();
  return (
    <div aria-live="polite">
      {learn.preview ? <p className="note warn">{t.preview}</p> : null}
      {learn.closed ? <p className="note warn">{t.closed}</p> : null}
      {learn.progress.completedAt && !learn.preview ? (
        <p className="note complete">
          <Icon name="check" /> {t.completeBanner}{" "}
          <Link to="/apprendre/$session/$activity" params={{ session: learn.session.id, activity: "fin" }}>
            {t.attestation}
          </Link>
        </p>
      ) : null}
    </div>
  );
}

function Opened({ learn, content, line }: { learn: Learn; content: Content; line: LearnActivity }) {
  const t = useMessages();
  const f = useFormat();
  const rule = line.rule === "score" ? t.rules.score(f.percent(line.minScore ?? 0)) : t.rules[line.rule];
  return (
    <>
      <p className="muted small above">
        {content.section} · {t.kinds[line.kind]}
        {line.minutes > 0 ? `, ${f.minutes(line.minutes)}` : ""}
        {line.required ? "" : ` · ${t.optional}`}
      </p>
      <Heading title={`${line.title} – ${learn.session.title}`}>{line.title}</Heading>
      <Body learn={learn} content={content} line={line} />
      <p className="muted small rule">
        {line.state === "completed" ? (
          <span className="chip alone">
            <Icon name="check" /> {t.doneHere}
          </span>
        ) : (
          rule
        )}
        {line.score !== undefined ? ` ${t.score(f.percent(line.score))}` : ""}
      </p>
    </>
  );
}

function Body({ learn, content, line }: { learn: Learn; content: Content; line: LearnActivity }) {
  const records = !learn.preview && !learn.closed;
  switch (line.kind) {
    case "page":
      return <PageContent session={learn.session.id} content={content} records={records && line.state !== "completed"} />;
    case "video":
      return content.video ? <Video session={learn.session.id} activity={line.id} title={line.title} video={content.video} records={records} /> : null;
    case "file":
      return content.file ? <FileContent session={learn.session.id} content={content} records={records} /> : null;
    case "link":
      return <LinkContent session={learn.session.id} content={content} records={records} />;
    case "package":
      return (
        <Suspense fallback={<Line height="60vh" />}>
          <PackagePlayer session={learn.session.id} line={line} />
        </Suspense>
      );
    case "meeting":
      return <Meetings learn={learn} />;
  }
}

/** Tells that the activity was seen; what this opens is asked again. */
function useSeen(session: string, activity: string) {
  const queryClient = useQueryClient();
  const t = useMessages();
  const seen = useSend(() => client.POST("/api/v1/learn/{session}/activities/{activity}/seen", { params: { path: { session, activity } } }), {
    onDone: () => void queryClient.invalidateQueries(under(`/api/v1/learn/${session}`, "/api/v1/me/enrolments", "/api/v1/me/history", "/api/v1/me/attestations", "/api/v1/catalogue")),
  });
  const { mutate } = seen;
  return { tell: useCallback(() => mutate(), [mutate]), failed: seen.isError ? t.notSaved : undefined };
}

function PageContent({ session, content, records }: { session: string; content: Content; records: boolean }) {
  const { tell, failed } = useSeen(session, content.activity.id);
  const told = useRef(false);
  useEffect(() => {
    if (!records || told.current) return;
    told.current = true;
    tell();
  }, [records, tell]);
  useEffect(() => {
    // The connection came back: what could not be told is told.
    if (!failed) return;
    addEventListener("online", tell);
    return () => removeEventListener("online", tell);
  }, [failed, tell]);
  return (
    <>
      {failed ? (
        <p className="note stop" role="alert">
          {failed}
        </p>
      ) : null}
      {/* Sanitised by the server when it is kept; the page's policy forbids scripts besides. */}
      <div className="prose" lang="fr" dangerouslySetInnerHTML={{ __html: content.html ?? "" }} />
    </>
  );
}

function FileContent({ session, content, records }: { session: string; content: Content; records: boolean }) {
  const t = useMessages();
  const f = useFormat();
  const { tell } = useSeen(session, content.activity.id);
  const file = content.file;
  if (!file) return null;
  return (
    <div className="thing card">
      <Icon name="file" />
      <div>
        <b>{file.name}</b>
        <div className="muted small">{f.bytes(file.size)}</div>
      </div>
      <a className={`${buttonClass()} push`} href={file.url} download={file.name} onClick={() => records && tell()}>
        <Icon name="download" /> {t.download(file.name)}
      </a>
    </div>
  );
}

function LinkContent({ session, content, records }: { session: string; content: Content; records: boolean }) {
  const t = useMessages();
  const { tell } = useSeen(session, content.activity.id);
  return (
    <>
      {content.html ? <div className="prose" lang="fr" dangerouslySetInnerHTML={{ __html: content.html }} /> : null}
      <div className="thing card">
        <Icon name="link" />
        <div className="address">{content.link}</div>
        <a className={`${buttonClass()} push`} href={content.link} target="_blank" rel="noreferrer" onClick={() => records && tell()}>
          {t.openLink} <Icon name="out" />
        </a>
      </div>
    </>
  );
}

function Meetings({ learn }: { learn: Learn }) {
  const t = useMessages();
  const f = useFormat();
  const meetings = learn.session.meetings ?? [];
  if (meetings.length === 0) return <p>{t.noMeeting}</p>;
  return (
    <ul className="stack meetings">
      {meetings.map((m) => (
        <li key={m.id} className="thing card">
          <Icon name={m.kind === "presence" ? "meeting" : "video"} />
          <div>
            <b>{m.title}</b>
            <div className="muted">
              {f.longDay(m.start)}, {f.hour(m.start)} – {f.hour(m.end)} · {m.kind === "presence" ? t.meetingPresence : t.meetingVirtual}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Locked({ session, line }: { session: string; line: LearnActivity }) {
  const t = useMessages();
  const f = useFormat();
  const before = line.lockedBy ?? [];
  return (
    <>
      <p className="muted small above">{line.title}</p>
      <Heading title={line.title}>{t.lockedTitle}</Heading>
      <p>{t.lockedText(f.list(before.map((a) => t.quoted(a.title))))}</p>
      <div className="row-flex gap-top">
        {before.map((a) => (
          <Link key={a.id} to="/apprendre/$session/$activity" params={{ session, activity: a.id }} className={buttonClass()}>
            {t.goTo(a.title)}
          </Link>
        ))}
      </div>
    </>
  );
}

/** The way back and on, within the thumb's reach on a small screen. */
function Foot({ learn, activity }: Props) {
  const t = useMessages();
  const all = activities(learn);
  const at = all.findIndex((a) => a.id === activity);
  const previous = all[at - 1];
  const next = all[at + 1];
  const session = learn.session.id;
  return (
    <div className="foot">
      {previous ? (
        <Link to="/apprendre/$session/$activity" params={{ session, activity: previous.id }} className={buttonClass("quiet")} aria-label={t.previous(previous.title)}>
          <Icon name="left" /> <span>{previous.title}</span>
        </Link>
      ) : (
        <span />
      )}
      {next ? (
        <Link to="/apprendre/$session/$activity" params={{ session, activity: next.id }} className={buttonClass()} aria-label={t.next(next.title)}>
          <span>{next.title}</span> <Icon name="right" />
        </Link>
      ) : (
        <Link to="/apprendre/$session/$activity" params={{ session, activity: "fin" }} className={buttonClass()}>
          {t.finish} <Icon name="right" />
        </Link>
      )}
    </div>
  );
}

function ContentSkeleton() {
  return (
    <div className="stack">
      <Line width="30%" />
      <Line width="70%" height="2.4rem" />
      <Line />
      <Line width="92%" />
      <Line width="85%" />
    </div>
  );
}
