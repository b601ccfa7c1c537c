/**
 * How long a film lasts, in seconds, as this browser reads it from the file itself; undefined
 * when it cannot play it.
 */
export function durationOf(file: File): Promise<number | undefined> {
  const video = document.createElement("video");
  const address = URL.createObjectURL(file);
  return new Promise<number | undefined>((resolve) => {
    video.preload = "metadata";
    video.onloadedmetadata = () => {
      if (video.videoWidth === 0) resolve(undefined); // sound that plays under a picture that does not
      else if (Number.isFinite(video.duration)) resolve(Math.round(video.duration));
      else findEnd(video, resolve);
    };
    video.onerror = () => resolve(undefined);
    video.src = address;
  }).finally(() => {
    URL.revokeObjectURL(address);
    video.removeAttribute("src");
  });
}

/** A film recorded as it went (WebM of a browser) says its length only when one goes to its end. */
function findEnd(video: HTMLVideoElement, tell: (seconds: number) => void): void {
  video.ondurationchange = () => {
    if (Number.isFinite(video.duration)) tell(Math.round(video.duration));
  };
  video.currentTime = Number.MAX_SAFE_INTEGER;
}
