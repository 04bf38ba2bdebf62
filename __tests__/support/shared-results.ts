import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { threadId } from "node:worker_threads";
import { gunzipSync, gzipSync } from "node:zlib";

/**
 * Results that all threads and suites share until the sources change: the folder is named by the digest of the sources. A result consists
 * of plain objects, arrays, maps and sets.
 */
export class SharedResults<T> {
  /** @param name tells these results from others with the same keys */
  constructor(private readonly name: string) {}

  /** The result of a key, or undefined where nothing has stored it. */
  get(key: unknown): T | undefined {
    const file = this.fileOf(key);
    return file !== undefined && existsSync(file)
      ? (deserialize(gunzipSync(readFileSync(file))) as T)
      : undefined;
  }

  store(key: unknown, result: T): T {
    const file = this.fileOf(key);
    if (file === undefined) return result;
    // It is renamed into place, since another thread may read it.
    const staged = `${file}.${process.pid}-${threadId}`;
    writeFileSync(staged, gzipSync(serialize(result), { level: 1 }));
    renameSync(staged, file);
    return result;
  }

  private fileOf(key: unknown): string | undefined {
    const folder = process.env["SHARED_RESULTS"];
    if (folder === undefined) return undefined;
    const digest = createHash("sha256").update(JSON.stringify([this.name, key]));
    return join(folder, digest.digest("hex"));
  }
}
