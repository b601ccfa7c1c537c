import { client, useMe } from "@/shared/api";
import { useSend } from "@/shared/state";
import { Icon } from "@/shared/ui";
import { useOfferMessages } from "./messages";

/** The star that keeps a parcours at hand; for signed-in people. */
export function Favourite({ parcours, title, kept }: { parcours: string; title: string; kept: boolean }) {
  const t = useOfferMessages();
  const me = useMe();
  const toggle = useSend(
    (keep: boolean) => {
      const params = { params: { path: { parcours } } };
      return keep ? client.PUT("/api/v1/me/favourites/{parcours}", params) : client.DELETE("/api/v1/me/favourites/{parcours}", params);
    },
    { refresh: ["/api/v1/catalogue", "/api/v1/parcours", "/api/v1/me/favourites"], say: (_answer, keep) => (keep ? t.kept : t.dropped) },
  );
  if (!me) return null;
  const now = toggle.isPending ? toggle.variables : kept;
  return (
    <button type="button" className={now ? "star kept-star" : "star"} aria-pressed={now} aria-label={now ? t.unfavourite(title) : t.favourite(title)} onClick={() => toggle.mutate(!kept)}>
      <Icon name="star" />
    </button>
  );
}
