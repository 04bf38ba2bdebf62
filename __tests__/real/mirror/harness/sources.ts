import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { type Variables, run } from "../../terraform/harness/processes";
import { closed, listening } from "./registry";

/** Makes images and charts of a few bytes, as their authors publish them. */
export class Sources {
  private numbered = 0;

  constructor(
    private readonly folder: string,
    private readonly programs: { readonly crane: string; readonly helm: string },
    private readonly env: Variables,
  ) {
    mkdirSync(folder, { recursive: true });
  }

  /** Pushes an image with platforms and the attestation of a builder. Returns the digest of its index. */
  async image(name: string, platforms: readonly string[]): Promise<string> {
    const layer = await this.layer(name);
    const parts: string[] = [];
    for (const [index, platform] of [...platforms, "unknown/unknown"].entries()) {
      const part = `${name}-part${index}`;
      await this.crane("append", "--new_layer", layer, "--new_tag", part);
      await this.crane("mutate", "--set-platform", platform, "--tag", part, part);
      parts.push("--manifest", part);
    }
    await this.crane("index", "append", ...parts, "--tag", name);
    return this.digest(name);
  }

  /** Pushes an image of one platform, without an index. */
  async plainImage(name: string, platform: string): Promise<string> {
    await this.crane("append", "--new_layer", await this.layer(name), "--new_tag", name);
    await this.crane("mutate", "--set-platform", platform, "--tag", name, name);
    return this.digest(name);
  }

  digest = async (name: string): Promise<string> => (await this.crane("digest", name)).trim();

  /** Packages a chart. Returns its archive. */
  async chart(name: string, version: string, value = "1"): Promise<string> {
    const folder = join(this.folder, `chart${(this.numbered += 1)}`, name);
    mkdirSync(join(folder, "templates"), { recursive: true });
    writeFileSync(join(folder, "Chart.yaml"), `apiVersion: v2\nname: ${name}\nversion: ${version}\n`);
    writeFileSync(join(folder, "values.yaml"), `value: "${value}"\n`);
    await this.helm("package", folder, "--destination", join(folder, ".."));
    return join(folder, "..", `${name}-${version}.tgz`);
  }

  helm = (...args: string[]): Promise<string> => this.run(this.programs.helm, args);

  crane = (...args: string[]): Promise<string> => this.run(this.programs.crane, args);

  private async run(program: string, args: string[]): Promise<string> {
    return (await run({ program, args, cwd: this.folder, env: this.env })).stdout;
  }

  private async layer(content: string): Promise<string> {
    const name = `layer${(this.numbered += 1)}`;
    writeFileSync(join(this.folder, name), content);
    await this.run("tar", ["-cf", `${name}.tar`, name]);
    return join(this.folder, `${name}.tar`);
  }
}

export const sha256Of = (file: string): string =>
  `sha256:${createHash("sha256").update(readFileSync(file)).digest("hex")}`;

/** Helm repositories under the paths of their own addresses. */
export interface HelmRepositories {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Publishes the archive of a chart in a repository. */
  readonly publish: (repository: string, name: string, version: string, archive: string) => void;
  readonly stop: () => Promise<void>;
}

export async function startHelmRepositories(): Promise<HelmRepositories> {
  const files = new Map<string, Buffer>();
  const server = createServer(({ url = "" }, outgoing) => {
    const file = files.get(url);
    outgoing.writeHead(file ? 200 : 404);
    outgoing.end(file);
  });
  const url = `http://${await listening(server)}`;
  return {
    url,
    publish: (repository, name, version, archive) => {
      const path = `/${repository.replace(/^https:\/\//, "")}`;
      files.set(`${path}/${name}-${version}.tgz`, readFileSync(archive));
      const entry = { apiVersion: "v2", name, version, urls: [`${name}-${version}.tgz`] };
      const index = { apiVersion: "v1", entries: { [name]: [entry] } };
      files.set(`${path}/index.yaml`, Buffer.from(JSON.stringify(index)));
    },
    stop: () => closed(server),
  };
}
