import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { client, under, type Schemas } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { Trouble, useSend } from "@/shared/state";
import { Button, Icon, Line } from "@/shared/ui";
import { useKeeper } from "./keeper";
import { useMessages } from "./messages";
import type { LearnActivity } from "./page";
import { ContentFrame } from "./ContentFrame";
import { FullScreen } from "./FullScreen";
import { Keeping } from "./keeping";
import { PackageParts } from "./PackageParts";
import { fromWrapper, type FromWrapper, type PackageState, type ToWrapper } from "./protocol";
import { UnitPlayer } from "./UnitPlayer";
import "./package.css";

type Launch = Schemas["ScormLaunchedPackage"];

interface Play {
  state: PackageState | undefined;
  pending: number;
  offline: boolean;
  trouble: "elsewhere" | "taken" | undefined;
  ended: boolean;
  problem: { code: string; message: string } | undefined;
}

const start: Play = { state: undefined, pending: 0, offline: false, trouble: undefined, ended: false, problem: undefined };

/** What the page knows of the play after a word of the wrapper. */
function heard(play: Play, message: FromWrapper): Play {
  switch (message.type) {
    case "state":
      return { ...play, state: message.state, ended: false, trouble: undefined, problem: undefined };
    case "ended":
      return { ...play, state: message.state, ended: true };
    case "saving":
      return { ...play, pending: message.pending };
    case "offline":
      return { ...play, offline: true };
    case "online":
      return { ...play, offline: false };
    case "elsewhere":
    case "taken":
      return { ...play, trouble: message.type };
    case "recall":
    case "keep":
      return play;
    case "error":
      return { ...play, problem: message };
  }
}

/** A package: launched on demand, played on the content host, spoken to by messages only. */
export default function PackagePlayer({ session, line }: { session: string; line: LearnActivity }) {
  const t = useMessages();
  const launch = useSend((part: string | undefined) => client.POST("/api/v1/learn/{session}/activities/{activity}/launch", { params: { path: { session, activity: line.id } }, body: part ? { part } : {} }), { quiet: () => true });
  const [last, setLast] = useState<Launch>();
  const launched = launch.data?.data ?? (launch.isPending ? last : undefined);
  const open = (part?: string) => {
    setLast(launched);
    launch.mutate(part);
  };
  if (launch.error) return <Trouble error={launch.error} onRetry={() => open()} />;
  if (!launched) {
    return (
      <div className="launch card">
        <Icon name="package" />
        <Button busy={launch.isPending} onClick={() => open()}>
          {launch.isPending ? t.launching : line.state === "notStarted" ? t.launch : t.launchAgain}
        </Button>
      </div>
    );
  }
  const close = () => {
    setLast(undefined);
    launch.reset();
  };
  if (launched.kind !== "scorm") return <UnitPlayer key={launched.url} session={session} line={line} launch={launched} busy={launch.isPending} onPart={open} onClose={close} />;
  return <Player key={launched.url} session={session} line={line} launch={launched} onAgain={() => open()} onClose={close} />;
}

interface PlayerProps {
  session: string;
  line: LearnActivity;
  launch: Launch;
  onAgain: () => void;
  onClose: () => void;
}

function Player({ session, line, launch, onAgain, onClose }: PlayerProps) {
  const t = useMessages();
  const frame = useRef<HTMLIFrameElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [play, hear] = useReducer(heard, start);
  const tell = useCallback((message: ToWrapper) => frame.current?.contentWindow?.postMessage({ preau: "scorm", ...message }, launch.origin), [launch.origin]);
  useWords(frame, launch.origin, session, hear);
  useKeeping(frame, launch.origin, session, line.id, tell);
  useKeeper(frame, launch.origin, session, line.id);
  useEffect(() => () => tell({ type: "leave" }), [tell]);

  const nav = play.state?.nav ?? (launch.nav);
  const toc = play.state?.toc ?? launch.toc ?? [];
  return (
    <div className="player" ref={box}>
      <PlayerBar play={play} nav={nav} tell={tell} box={box} onClose={onClose} />
      {play.problem ? (
        <div className="note stop" role="alert">
          {play.problem.message} {play.problem.code === "launch_expired" ? <Button small onClick={onAgain}>{t.launchAgain}</Button> : null}
        </div>
      ) : null}
      {play.trouble ? (
        <div className="note warn row-flex" role="alert">
          {t.packageElsewhere}
          <Button small onClick={() => tell({ type: "take" })}>
            {t.packageTake}
          </Button>
        </div>
      ) : null}
      {play.state?.notice ? (
        <p className="note warn" role="status">
          {play.state.notice}
        </p>
      ) : null}
      <div className={toc.length > 1 ? "stage with-parts" : "stage"}>
        {toc.length > 1 ? <PackageParts toc={toc} whole={play.state?.whole} onChoose={(id) => tell({ type: "navigate", request: `{target=${id}}choice` })} /> : null}
        <div className="screen">
          {play.state || play.trouble || play.problem ? null : <Line height="100%" />}
          <ContentFrame frame={frame} url={launch.url} title={t.packageLabel(line.title)} />
          {play.state && !play.ended && !play.state.current ? (
            <div className="ended" role="status">
              <p>{toc.some((part) => part.enabled) ? t.packageChoose : t.packageArrows}</p>
            </div>
          ) : null}
          {play.ended ? (
            <div className="ended" role="status">
              <p>{t.packageEnded}</p>
              <Button look="quiet" onClick={() => tell({ type: "begin" })}>
                {t.launchAgain}
              </Button>
            </div>
          ) : null}
        </div>
      </div>
    </div>
  );
}

interface BarProps {
  play: Play;
  nav: PackageState["nav"] | undefined;
  tell: (message: ToWrapper) => void;
  box: React.RefObject<HTMLDivElement | null>;
  onClose: () => void;
}

/** The controls of the package, unless it brings its own, and whether all is saved. */
function PlayerBar({ play, nav, tell, box, onClose }: BarProps) {
  const t = useMessages();
  const f = useFormat();
  const hidden = nav?.hide ?? [];
  const score = play.state?.result.score;
  return (
    <div className="player-bar">
      {nav && !hidden.includes("previous") && (nav.previous || nav.continue) ? (
        <Button small look="quiet" disabled={!nav.previous} onClick={() => tell({ type: "navigate", request: "previous" })} aria-label={t.packageBack}>
          <Icon name="left" />
        </Button>
      ) : null}
      {nav && !hidden.includes("continue") && (nav.previous || nav.continue) ? (
        <Button small look="quiet" disabled={!nav.continue} onClick={() => tell({ type: "navigate", request: "continue" })} aria-label={nav.ends ? undefined : t.packageForward}>
          {nav.ends ? t.packageFinish : <Icon name="right" />}
        </Button>
      ) : null}
      <span className="small muted saved" role="status">
        {play.offline ? (
          <>
            <Icon name="warn" /> {t.packageOffline}
          </>
        ) : play.pending > 0 ? (
          t.packagePending
        ) : play.state ? (
          <>
            <Icon name="check" /> {t.packageSaved}
          </>
        ) : (
          t.launching
        )}
        {score !== null && score !== undefined ? ` ${t.score(f.percent(score))}` : ""}
      </span>
      <FullScreen box={box} />
      <Button
        small
        look="quiet"
        onClick={() => {
          if (play.ended || !nav) onClose();
          else tell({ type: "navigate", request: nav.suspendAll ? "suspendAll" : nav.exitAll ? "exitAll" : "exit" });
        }}
      >
        {t.packageExit}
      </Button>
    </div>
  );
}

/** Keeps for the wrapper what its frame may not keep itself. */
function useKeeping(frame: React.RefObject<HTMLIFrameElement | null>, origin: string, session: string, activity: string, tell: (message: ToWrapper) => void) {
  useEffect(() => {
    const keeping = new Keeping(session, activity);
    const listen = (event: MessageEvent) => {
      const message = fromWrapper(event, origin, frame.current?.contentWindow);
      if (message?.type === "keep") keeping.keep(message.value);
      if (message?.type === "recall") void keeping.recall().then((kept) => tell({ type: "kept", ...kept }));
    };
    addEventListener("message", listen);
    return () => {
      removeEventListener("message", listen);
      keeping.close();
    };
  }, [frame, origin, session, activity, tell]);
}

/** Listens to the wrapper; what moved in the training is asked again. */
function useWords(frame: React.RefObject<HTMLIFrameElement | null>, origin: string, session: string, hear: (message: FromWrapper) => void) {
  const queryClient = useQueryClient();
  useEffect(() => {
    let standing = "";
    const listen = (event: MessageEvent) => {
      const message = fromWrapper(event, origin, frame.current?.contentWindow);
      if (!message) return;
      hear(message);
      if (message.type !== "state" && message.type !== "ended") return;
      const now = JSON.stringify([message.state.standing, message.state.result]);
      if (now === standing) return;
      standing = now;
      void queryClient.invalidateQueries(under(`/api/v1/learn/${session}`, "/api/v1/me/enrolments", "/api/v1/me/history", "/api/v1/me/attestations"));
    };
    addEventListener("message", listen);
    return () => removeEventListener("message", listen);
  }, [frame, origin, session, hear, queryClient]);
}
