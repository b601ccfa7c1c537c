import { useEffect, useState, type RefObject } from "react";
import { Button } from "@/shared/ui";
import { useMessages } from "./messages";

/** Gives the player the whole screen, or takes it back. */
export function FullScreen({ box }: { box: RefObject<HTMLDivElement | null> }) {
  const t = useMessages();
  const [full, setFull] = useState(false);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement === box.current);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, [box]);
  return (
    <Button small look="quiet" onClick={() => (full ? void document.exitFullscreen() : void box.current?.requestFullscreen())} aria-pressed={full}>
      {full ? t.packageReduce : t.packageFull}
    </Button>
  );
}
