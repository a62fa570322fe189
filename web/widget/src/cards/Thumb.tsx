import { useEffect, useRef, useState } from "react";
import { Icon } from "../Icon";

/** Sharp on screens with three points for one. */
const SIDE = 3 * 64;

/** A picture that is not sent yet, small. Drawn, so that no page's policy needs to allow `blob:`. */
export function Thumb({ blob }: { blob: Blob | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);

  useEffect(() => {
    let gone = false;
    if (blob?.type.startsWith("image/"))
      void draw(blob, canvas.current).then((done) => !gone && setDrawn(done));
    return () => {
      gone = true;
    };
  }, [blob]);

  return (
    <span className="thumb" aria-hidden="true">
      <canvas ref={canvas} width={SIDE} height={SIDE} hidden={!drawn} />
      {!drawn && <Icon name="article" />}
    </span>
  );
}

/** The middle of it, as a square. False for what this browser cannot read. */
async function draw(blob: Blob, canvas: HTMLCanvasElement | null): Promise<boolean> {
  try {
    const picture = await createImageBitmap(blob);
    const side = Math.min(picture.width, picture.height);
    const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
    canvas?.getContext("2d")?.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE);
    picture.close();
    return true;
  } catch {
    return false;
  }
}
