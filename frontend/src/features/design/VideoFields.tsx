import { lazy, Suspense, useState } from "react";
import { address } from "@/shared/api";
import { useFormat, useLocale } from "@/shared/i18n";
import { Button, Icon, Line, Select } from "@/shared/ui";
import { durationOf } from "./duration";
import { HeldFile } from "./HeldFile";
import { MediaSender } from "./MediaSender";
import { useMessages } from "./messages";
import type { Activity } from "./structure";
import { useArrival } from "./useArrival";

const RichText = lazy(() => import("./RichText"));

type Video = NonNullable<Activity["video"]>;
type Caption = NonNullable<Video["captions"]>[number];

/** Where a concepteur's browser finds a file of a parcours. */
export function designed(parcours: string, object: string): string {
  return address("/api/v1/parcours/{parcours}/media", { path: { parcours }, query: { object } });
}

interface Props {
  parcours: string;
  activity: Activity;
  set: (change: Partial<Activity>) => void;
}

/** A film: the file, its captions in one or more languages, its transcript. */
export function VideoFields({ parcours, activity: a, set }: Props) {
  const t = useMessages();
  const video = a.video;
  const [unread, setUnread] = useState(false);
  const change = (next: Partial<Video>) => video && set({ video: { ...video, ...next } });
  const kept = async (object: string, file: File) => {
    const seconds = await durationOf(file);
    setUnread(seconds === undefined);
    set({
      video: { ...video, object, type: file.type, seconds: seconds ?? 0 },
      ...(seconds === undefined ? {} : { minutes: Math.max(1, Math.ceil(seconds / 60)) }),
    });
  };
  return (
    <>
      <Film parcours={parcours} title={a.title} video={video} onKept={(object, file) => void kept(object, file)} onRemove={() => set({ video: undefined })} />
      {unread ? (
        <p className="note warn" role="status">
          {t.unreadable}
        </p>
      ) : null}
      {video ? (
        <>
          <Captions parcours={parcours} captions={video.captions ?? []} onChange={(captions) => change({ captions })} />
          <div className="transcript-field">
            <Suspense fallback={<Line height="8rem" />}>
              <RichText label={t.transcript} html={video.transcript ?? ""} onChange={(transcript) => change({ transcript })} />
            </Suspense>
            <p className="help">{t.transcriptHelp}</p>
          </div>
        </>
      ) : null}
    </>
  );
}

interface FilmProps {
  parcours: string;
  title: string;
  video: Video | undefined;
  onKept: (object: string, file: File) => void;
  onRemove: () => void;
}

function Film({ parcours, title, video, onKept, onRemove }: FilmProps) {
  const t = useMessages();
  const f = useFormat();
  return (
    <HeldFile
      parcours={parcours}
      use="video"
      icon="video"
      label={t.chooseVideo}
      accept="video/mp4,video/webm,video/ogg,.mp4,.m4v,.webm,.ogv"
      help={t.videoHelp}
      object={video?.object}
      onKept={onKept}
      onRemove={onRemove}
      line={video ? <span className="muted small">{video.seconds ? t.lasts(video.seconds < 60 ? t.seconds(video.seconds) : f.minutes(Math.ceil(video.seconds / 60))) : t.lengthUnknown}</span> : null}
    >
      {video ? (
        <video key={video.object} className="preview" controls playsInline preload="metadata" aria-label={t.preview(title)} src={designed(parcours, video.object)}>
          {(video.captions ?? []).map((c) => (
            <track key={c.object} kind="captions" src={designed(parcours, c.object)} srcLang={c.lang} label={c.label} />
          ))}
        </video>
      ) : null}
    </HeldFile>
  );
}

const languages = ["fr", "en", "es", "de", "it", "pt", "ar", "tr", "uk", "zh", "br", "co", "eu", "oc", "gsw", "rcf", "ty"];

/** The name of a language, in the reader's or in its own. */
function nameOf(lang: string, locale: string): string {
  const name = new Intl.DisplayNames([locale], { type: "language" }).of(lang) ?? lang;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}

function Captions({ parcours, captions, onChange }: { parcours: string; captions: Caption[]; onChange: (captions: Caption[]) => void }) {
  const t = useMessages();
  const locale = useLocale();
  const root = useArrival<HTMLFieldSetElement>(captions.map((c) => c.lang).join());
  const free = languages.filter((l) => !captions.some((c) => c.lang === l));
  const [chosen, setChosen] = useState("fr");
  const lang = free.includes(chosen) ? chosen : (free[0] ?? "");
  return (
    <fieldset ref={root} tabIndex={-1} className="stack">
      <legend className="label">{t.captions}</legend>
      {captions.length > 0 ? (
        <ul className="held-list">
          {captions.map((c) => (
            <li key={c.lang}>
              <Icon name="check" /> <span lang={c.lang}>{c.label}</span>
              <Button look="plain" small className="push" aria-label={t.removeCaptions(c.label)} onClick={() => onChange(captions.filter((x) => x !== c))}>
                <Icon name="trash" />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {lang ? (
        <div className="caption-add">
          <Select label={t.captionsLanguage} value={lang} onChange={(e) => setChosen(e.target.value)}>
            {free.map((l) => (
              <option key={l} value={l}>
                {nameOf(l, locale)}
              </option>
            ))}
          </Select>
          <MediaSender key={lang} parcours={parcours} use="captions" icon="file" label={t.chooseCaptions} accept=".vtt,text/vtt" help={t.captionsHelp} small onKept={(object) => onChange([...captions, { lang, label: nameOf(lang, lang), object }])} />
        </div>
      ) : null}
    </fieldset>
  );
}
