const width = 640; // twice what a page shows it at
const lightest = 60_000; // bytes that a page can spare; courses/media has the bound that counts

/**
 * A picture as a card shows it: the middle of it in 16:9, no larger than it is shown, and light.
 * What is no picture stays as it is: the server says why it is refused.
 */
export async function pictureOf(file: File): Promise<File> {
  const source = await createImageBitmap(file).catch(() => undefined);
  if (!source) return file;
  const across = Math.min(source.width, (source.height * 16) / 9);
  const down = (across * 9) / 16;
  const canvas = document.createElement("canvas");
  canvas.width = Math.min(width, Math.round(across));
  canvas.height = Math.round((canvas.width * 9) / 16);
  canvas.getContext("2d")?.drawImage(source, (source.width - across) / 2, (source.height - down) / 2, across, down, 0, 0, canvas.width, canvas.height);
  source.close();
  for (const quality of [0.85, 0.7, 0.5, 0.3]) {
    const made = await encoded(canvas, quality);
    if (!made) break;
    if (made.size <= lightest || quality === 0.3) return new File([made], `${file.name.replace(/\.[^.]*$/, "")}.${made.type === "image/webp" ? "webp" : "jpg"}`, { type: made.type });
  }
  return file;
}

/** In WebP, or in JPEG where the browser does not write WebP. */
async function encoded(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  const as = (type: string) => new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  const made = await as("image/webp");
  return made?.type === "image/webp" ? made : as("image/jpeg");
}
