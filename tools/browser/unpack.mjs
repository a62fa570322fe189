// Unpacks the Chromium of @sparticuz/chromium: brotli streams, some of them of tar archives.
// Its own unpacker would write to the machine's temporary folder.
// Usage: node unpack.mjs SOURCE TARGET
import { createReadStream, createWriteStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const [source, target] = process.argv.slice(2);
for (const packed of await readdir(source)) {
  await pipeline(
    createReadStream(join(source, packed)),
    createBrotliDecompress(),
    createWriteStream(join(target, basename(packed, ".br"))),
  );
}
