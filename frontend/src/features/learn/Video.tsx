import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { client, ProblemError, under } from "@/shared/api";
import { useMessages } from "./messages";
import type { Content } from "./Activity";
import { Watched } from "./watched";

const tellEvery = 10_000; // milliseconds between two words of how far one is

interface Props {
  session: string;
  activity: string;
  title: string;
  video: NonNullable<Content["video"]>;
  records: boolean;
}

const speeds = [0.75, 1, 1.25, 1.5, 2];

/**
 * A video with the browser's own controls, which every keyboard and screen reader knows, its
 * captions and its transcript. It starts where one stopped, and tells how much was seen.
 */
export function Video({ session, activity, title, video, records }: Props) {
  const t = useMessages();
  const ref = useRef<HTMLVideoElement>(null);
  const [speed, setSpeed] = useState(1);
  const failed = useTold({ ref, session, activity, records });
  useEffect(() => {
    if (ref.current) ref.current.playbackRate = speed;
  }, [speed]);
  return (
    <div className="video-block">
      <video
        ref={ref}
        className="video"
        controls
        playsInline
        preload="metadata"
        aria-label={t.videoLabel(title)}
        onLoadedMetadata={(event) => {
          const near = video.position > event.currentTarget.duration - 3;
          if (video.position > 0 && !near) event.currentTarget.currentTime = video.position;
        }}
      >
        <source src={video.url} type={video.type} />
        {(video.captions ?? []).map((c, i) => (
          <track key={c.lang} kind="captions" src={c.url} srcLang={c.lang} label={c.label} default={i === 0} />
        ))}
      </video>
      <div className="video-tools">
        <label className="small">
          {t.speed}{" "}
          <select className="input sm" value={speed} onChange={(event) => setSpeed(Number(event.target.value))}>
            {speeds.map((s) => (
              <option key={s} value={s}>
                {s}×
              </option>
            ))}
          </select>
        </label>
      </div>
      {failed ? (
        <p className="wrong" role="alert">
          {t.notSaved}
        </p>
      ) : null}
      {video.transcript ? (
        <details className="transcript">
          <summary>{t.transcript}</summary>
          <div className="prose" lang="fr" dangerouslySetInnerHTML={{ __html: video.transcript }} />
        </details>
      ) : null}
    </div>
  );
}

function useTold({ ref, session, activity, records }: { ref: React.RefObject<HTMLVideoElement | null>; session: string; activity: string; records: boolean }): boolean {
  const queryClient = useQueryClient();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const video = ref.current;
    if (!video || !records) return;
    const watched = new Watched();
    let completed = false;
    let lastTold = 0;
    let dirty = false;
    const tell = async (ended: boolean) => {
      if (!Number.isFinite(video.duration) || (!dirty && !ended)) return;
      dirty = false;
      lastTold = Date.now();
      try {
        const { data } = await client.POST("/api/v1/learn/{session}/activities/{activity}/video", {
          params: { path: { session, activity } },
          body: { position: video.currentTime, watched: watched.ratio(video.duration), ended },
          keepalive: true, // the last word may leave with the page
        });
        setFailed(false);
        if (data?.state === "completed" && !completed) {
          completed = true;
          void queryClient.invalidateQueries(under(`/api/v1/learn/${session}`, "/api/v1/me/enrolments", "/api/v1/me/history", "/api/v1/me/attestations"));
        }
      } catch (error) {
        dirty = true;
        if (!(error instanceof ProblemError) || error.status >= 500) setFailed(true);
      }
    };
    const advance = () => {
      if (video.paused && !video.ended) return;
      watched.at(video.currentTime, video.playbackRate);
      dirty = true;
      if (Date.now() - lastTold >= tellEvery) void tell(false);
    };
    const jump = () => watched.jump(video.currentTime);
    const pause = () => void tell(false);
    const end = () => {
      watched.at(video.currentTime, video.playbackRate);
      void tell(true);
    };
    const leave = () => {
      if (document.visibilityState === "hidden") void tell(false);
    };
    video.addEventListener("timeupdate", advance);
    video.addEventListener("seeking", jump);
    video.addEventListener("pause", pause);
    video.addEventListener("ended", end);
    document.addEventListener("visibilitychange", leave);
    return () => {
      void tell(false);
      video.removeEventListener("timeupdate", advance);
      video.removeEventListener("seeking", jump);
      video.removeEventListener("pause", pause);
      video.removeEventListener("ended", end);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [ref, session, activity, records, queryClient]);
  return failed;
}
