import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { read, under, type Schemas } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { Button, buttonClass, Icon } from "@/shared/ui";
import { ContentFrame } from "./ContentFrame";
import { FullScreen } from "./FullScreen";
import { useMessages } from "./messages";
import type { LearnActivity } from "./page";
import { PackageParts } from "./PackageParts";
import { fromWrapper, isBack, type TocLine } from "./protocol";

const asking = 5_000; // how often it is asked where the learner is, while a part plays

interface Props {
  session: string;
  line: LearnActivity;
  launch: Schemas["ScormLaunchedPackage"];
  busy: boolean;
  onPart: (part: string) => void;
  onClose: () => void;
}

/**
 * A package whose parts tell the record store themselves what is done in them (cmi5, xAPI, H5P):
 * one part plays at a time, in the page or in a window of its own, and the page asks how it goes.
 */
export function UnitPlayer({ session, line, launch, busy, onPart, onClose }: Props) {
  const t = useMessages();
  const box = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const back = useBack(frame, launch.origin, session);
  const playing = useQuery({
    ...read("/api/v1/learn/{session}/activities/{activity}/package", { path: { session, activity: line.id } }),
    refetchInterval: (query) => (launch.url === "" || ended(query.state.data, launch) ? false : asking),
    refetchOnWindowFocus: "always",
  });
  const { refetch } = playing;
  const telling = useTelling(frame, launch.origin, refetch);
  useMoved(session, playing.data?.result);
  // Before the first answer of this launch, what is known is of the one before.
  const known = playing.data?.session === launch.session ? playing.data : undefined;
  const toc: TocLine[] = (known?.toc ?? launch.toc ?? []).map((part) => ({ ...part, current: launch.url !== "" && part.current }));
  const current = toc.find((part) => part.current);
  const over = launch.url === "" || back || ended(playing.data, launch);
  const next = toc.find((part) => part.leaf && part.id !== current?.id && (part.state === "notStarted" || part.state === "started" || part.state === "failed"));
  return (
    <div className="player" ref={box}>
      <UnitBar over={over} telling={telling} score={playing.data?.result.score} box={box} onClose={onClose} />
      {telling.trouble ? (
        <div className="note warn row-flex" role="alert">
          {telling.trouble === "taken" ? t.packageElsewhere : t.partFailed}
          <Button small busy={busy} onClick={() => onPart(current?.id ?? "")}>
            {telling.trouble === "taken" ? t.packageTake : t.launchAgain}
          </Button>
        </div>
      ) : null}
      <div className={toc.length > 1 ? "stage with-parts" : "stage"}>
        {toc.length > 1 ? <PackageParts toc={toc} whole={undefined} onChoose={onPart} /> : null}
        <div className="screen">
          {launch.url !== "" && launch.window === "frame" ? <ContentFrame frame={frame} url={launch.url} title={t.packageLabel(current?.title ?? line.title)} /> : null}
          {launch.url !== "" && launch.window === "own" && !over ? (
            <div className="ended">
              <p>{t.partOwnWindow}</p>
              <a className={buttonClass()} href={launch.url} target="_blank" rel="noopener noreferrer">
                {t.partOpen(current?.title ?? line.title)}
              </a>
            </div>
          ) : null}
          {over ? (
            <div className="ended" role="status">
              <p>{next ? t.partEnded : toc.some((part) => part.state === "waived") ? t.partsLeft : t.partsEnded}</p>
              {next ? (
                <Button busy={busy} onClick={() => onPart(next.id)}>
                  {t.partNext(next.title)}
                </Button>
              ) : null}
              {current ? (
                <Button look="quiet" busy={busy} onClick={() => onPart(current.id)}>
                  {t.partAgain}
                </Button>
              ) : null}
            </div>
          ) : null}
        </div>
      </div>
    </div>
  );
}

/** Whether the part of this launch has ended: it says so, or another launch has followed elsewhere. */
function ended(playing: Schemas["ScormPlaying"] | undefined, launch: Schemas["ScormLaunchedPackage"]): boolean {
  return playing?.session === launch.session && playing?.over === true;
}

interface BarProps {
  over: boolean;
  telling: Telling;
  score: number | null | undefined;
  box: React.RefObject<HTMLDivElement | null>;
  onClose: () => void;
}

function UnitBar({ over, telling, score, box, onClose }: BarProps) {
  const t = useMessages();
  const f = useFormat();
  return (
    <div className="player-bar">
      <span className="small muted saved" role="status">
        {telling.offline ? (
          <>
            <Icon name="warn" /> {t.packageOffline}
          </>
        ) : telling.pending > 0 ? (
          t.packagePending
        ) : over || telling.told ? (
          <>
            <Icon name="check" /> {t.packageSaved}
          </>
        ) : (
          t.partSaves
        )}
        {score !== null && score !== undefined ? ` ${t.score(f.percent(score))}` : ""}
      </span>
      <FullScreen box={box} />
      <Button small look="quiet" onClick={onClose}>
        {t.packageExit}
      </Button>
    </div>
  );
}

/** Whether the part in the frame has sent its learner back. */
function useBack(frame: React.RefObject<HTMLIFrameElement | null>, origin: string, session: string): boolean {
  const queryClient = useQueryClient();
  const [back, setBack] = useState(false);
  useEffect(() => {
    const listen = (event: MessageEvent) => {
      if (!isBack(event, origin, frame.current?.contentWindow)) return;
      setBack(true);
      void queryClient.invalidateQueries(under(`/api/v1/learn/${session}`));
    };
    addEventListener("message", listen);
    return () => removeEventListener("message", listen);
  }, [frame, origin, session, queryClient]);
  return back;
}

/** What a page of ours around a content says of its outbox: contents of cmi5 and xAPI say nothing of it. */
interface Telling {
  pending: number;
  told: boolean; // something was, and all of it is kept
  offline: boolean;
  trouble: "taken" | "failed" | undefined;
}

const quiet: Telling = { pending: 0, told: false, offline: false, trouble: undefined };

/** Listens to the page around a content; when all it had to say is kept, it is time to ask how it goes. */
function useTelling(frame: React.RefObject<HTMLIFrameElement | null>, origin: string, ask: () => unknown): Telling {
  const [telling, setTelling] = useState(quiet);
  useEffect(() => {
    const listen = (event: MessageEvent) => {
      const message = fromWrapper(event, origin, frame.current?.contentWindow);
      switch (message?.type) {
        case "saving":
          setTelling((now) => ({ ...now, pending: message.pending, told: message.pending === 0 }));
          if (message.pending === 0) ask();
          break;
        case "offline":
        case "online":
          setTelling((now) => ({ ...now, offline: message.type === "offline" }));
          break;
        case "taken":
        case "error":
          setTelling((now) => ({ ...now, trouble: message.type === "taken" ? "taken" : "failed" }));
      }
    };
    addEventListener("message", listen);
    return () => removeEventListener("message", listen);
  }, [frame, origin, ask]);
  return telling;
}

/** When what was done has moved, so has the training. */
function useMoved(session: string, result: Schemas["ScormResult"] | undefined) {
  const queryClient = useQueryClient();
  const told = useRef<string>(undefined);
  useEffect(() => {
    if (!result) return;
    const now = JSON.stringify(result);
    const before = told.current;
    told.current = now;
    if (before === undefined || before === now) return;
    void queryClient.invalidateQueries(under(`/api/v1/learn/${session}`, "/api/v1/me/enrolments", "/api/v1/me/history", "/api/v1/me/attestations"));
  }, [session, result, queryClient]);
}
