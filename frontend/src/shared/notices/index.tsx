import { useRouter } from "@tanstack/react-router";
import { client, type Schemas } from "@/shared/api";
import { dictionary, useFormat } from "@/shared/i18n";
import { useSend } from "@/shared/state";
import { Icon, type IconName } from "@/shared/ui";
import fr from "./messages.fr";
import "./notices.css";

const useMessages = dictionary(fr, () => import("./messages.en"));

export type Notice = Schemas["NotifyNotice"];

const icons: Record<Notice["kind"], IconName> = {
  request_received: "people",
  request_accepted: "check",
  request_refused: "cross",
  waiting: "clock",
  enrolled: "check",
  invited: "mail",
  session_opened: "play",
  session_changed: "meeting",
  session_closed: "check",
  session_announced: "people",
  session_started: "play",
  session_ended: "check",
  session_held_up: "warn",
  session_cancelled: "cross",
  attested: "check",
  message: "mail",
  package_imported: "package",
  package_refused: "warn",
};

/** One thing a person was told, in a sentence, leading to what it is about. */
export function NoticeLine({ notice, full = false }: { notice: Notice; full?: boolean }) {
  const t = useMessages();
  const f = useFormat();
  const router = useRouter();
  const read = useSend(() => client.PUT("/api/v1/me/notices/read", { body: { ids: [notice.id] } }), { refresh: ["/api/v1/me/notices"] });
  const say = t.kinds[notice.kind] as ((p: Record<string, string>) => string) | undefined;
  const text = say ? say(notice.params) : t.unknown;
  const body = full ? notice.params.body : undefined;
  return (
    <div className={notice.read ? "notice" : "notice unread"}>
      <Icon name={icons[notice.kind]} />
      <div>
        {notice.link ? (
          <a
            href={notice.link}
            onClick={(event) => {
              if (!notice.read) read.mutate();
              if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0 || !notice.link.startsWith("/")) return;
              event.preventDefault();
              void router.navigate({ href: notice.link });
            }}
          >
            {text}
          </a>
        ) : (
          text
        )}
        {body ? <p className="notice-body">{body}</p> : null}
        <div className="muted small">
          <time dateTime={notice.at}>{f.ago(notice.at)}</time>
          {notice.read ? null : <span className="chip warn">{t.new}</span>}
        </div>
      </div>
    </div>
  );
}
