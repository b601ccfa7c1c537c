import { useEffect, useState, type RefObject } from "react";

interface Props {
  frame: RefObject<HTMLIFrameElement | null>;
  url: string;
  title: string;
}

/**
 * The frame of a content. It is filled once it is laid out: a content of another host that is
 * asked for before may find itself without a size, and those that fit their page to it as they
 * begin stay invisible.
 */
export function ContentFrame({ frame, url, title }: Props) {
  const [laidOut, setLaidOut] = useState(false);
  useEffect(() => {
    // The first frame lays out the page with the empty frame in it; the second comes once it has.
    let waiting = requestAnimationFrame(() => {
      waiting = requestAnimationFrame(() => setLaidOut(true));
    });
    return () => cancelAnimationFrame(waiting);
  }, []);
  return <iframe ref={frame} src={laidOut ? url : undefined} title={title} allow="fullscreen; autoplay" />;
}
