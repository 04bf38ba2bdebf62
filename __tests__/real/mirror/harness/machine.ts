import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ImageList } from "../../../../src/project/image-list";
import { readDigests } from "../../../../src/project/image-lock";
import { type ImageDigests } from "../../../../src/project/image-lock/digests";
import { mirrorScript } from "../../../../src/project/mirror-script";
import { type Finished, type Running, start } from "../../terraform/harness/processes";
import { type EcrLike, type Registry, startEcrLike, startRegistry } from "./registry";
import { type HelmRepositories, Sources, sha256Of, startHelmRepositories } from "./sources";

/** Password that the stand-in of the AWS CLI prints. */
const PASSWORD = "a-password-of-twelve-hours";

/** A machine with the programs of the mirror script, the registries of authors, and the registry of an account. */
export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), "mirror-"));
  /** Folder for temporary files of the script. */
  readonly temporary = join(this.folder, "temporary");
  readonly sources: Sources;
  private readonly env: Record<string, string>;

  private constructor(
    readonly authors: Registry,
    readonly charts: HelmRepositories,
    private readonly behind: Registry,
    readonly ecr: EcrLike,
  ) {
    const crane = program("MIRROR_CRANE");
    const helm = program("MIRROR_HELM");
    mkdirSync(join(this.folder, "home"));
    mkdirSync(this.temporary);
    this.env = {
      PATH: process.env["PATH"] ?? "",
      HOME: join(this.folder, "home"),
      TMPDIR: this.temporary,
      CRANE: this.wrapper("crane", `exec ${crane} "$@"`),
      // Registries on this machine have no TLS.
      HELM: this.wrapper(
        "helm",
        `case "$1 $2" in push*|'registry login'|'pull oci:'*) exec ${helm} "$@" --plain-http;; *) exec ${helm} "$@";; esac`,
      ),
      AWS: this.wrapper("aws", `echo ${PASSWORD}`),
      REGISTRY: ecr.host,
      SOURCE_REGISTRY: authors.host,
      CHART_SOURCE: charts.url,
    };
    this.sources = new Sources(join(this.folder, "sources"), { crane, helm }, this.env);
  }

  /** @param repositories repositories of the account's registry */
  static async start(repositories: readonly string[]): Promise<Machine> {
    const crane = program("MIRROR_CRANE");
    const behind = await startRegistry(crane);
    return new Machine(
      await startRegistry(crane),
      await startHelmRepositories(),
      behind,
      await startEcrLike(behind, repositories, PASSWORD),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([this.ecr.stop(), this.charts.stop()]);
    await Promise.all([this.authors.stop(), this.behind.stop()]);
  }

  /** Publishes all sources of a list. Returns the list with their digests. */
  async publish(list: ImageList): Promise<ImageList> {
    const images = await Promise.all(
      list.images.map(async (image) => ({
        ...image,
        digest: await this.sources.image(
          `${this.authors.host}/${String(image.source)}:${String(image.tag)}`,
          ["linux/amd64", "linux/arm64"],
        ),
      })),
    );
    const charts = await Promise.all(
      list.charts.map(async (entry) => {
        const archive = await this.sources.chart(entry.chart, entry.version);
        this.charts.publish(String(entry.source), entry.chart, entry.version, archive);
        return { ...entry, digest: sha256Of(archive) };
      }),
    );
    return { ...list, images, charts };
  }

  /** Runs the mirror script of a list. */
  async mirror(list: ImageList, ...options: string[]): Promise<Finished> {
    return this.begin(list, ...options).finished;
  }

  begin(list: ImageList, ...options: string[]): Running {
    const script = join(this.folder, "mirror-images.sh");
    writeFileSync(script, mirrorScript(list));
    return start({
      program: "bash",
      args: [script, ...options],
      cwd: this.folder,
      env: this.env,
      ownGroup: true,
    });
  }

  /** Digest of a tag in the account's registry, without the rules of ECR; `none` if there is no such tag. */
  async there(name: string): Promise<string> {
    try {
      return await this.sources.digest(this.inside(name));
    } catch {
      return "none";
    }
  }

  /** Name of an image of the account's registry behind its rules. */
  inside = (name: string): string => `${this.behind.host}/${name.replace(/^[^/]+\//, "")}`;

  /** Name of an image of the account's registry as the script prints it. */
  shown = (name: string): string => `${this.ecr.host}/${name.replace(/^[^/]+\//, "")}`;

  /** Digests that the script recorded. */
  recorded({ environment }: ImageList): ImageDigests {
    const file = join(this.folder, `${environment}.digests`);
    return readDigests(file, existsSync(file) ? readFileSync(file, "utf8") : "", new Map());
  }

  /** Every command line of crane, helm and aws. */
  calls = (): string => readFileSync(join(this.folder, "calls"), "utf8");

  private wrapper(name: string, body: string): string {
    const file = join(this.folder, name);
    writeFileSync(
      file,
      `#!/bin/bash\nprintf '%s\\n' "${name} $*" >>${join(this.folder, "calls")}\n${body}\n`,
    );
    chmodSync(file, 0o755);
    return file;
  }
}

export { PASSWORD };

function program(variable: string): string {
  const file = process.env[variable];
  if (file === undefined) throw new Error(`${variable} is not set: run npm run test:mirror`);
  return file;
}
