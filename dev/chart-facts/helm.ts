import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { userError } from "../../src/base/errors";
import { mergedValues } from "../../src/infrastructure/kubernetes-releases";
import { asArray, asObject, type Json, type JsonObject } from "../../src/terraform/stack-json";
import { type ChartPackage } from "./chart-package";

export interface ChartRendererProps {
  /** The program helm. */
  readonly helm: string;
  readonly chart: ChartPackage;
  /** Values without which its templates fail, or that leave out what the facts do not describe. */
  readonly values: JsonObject;
  readonly kubernetes: string;
  /** Folder of temporary files. */
  readonly scratch: string;
}

/** Renders a chart as a release with its name. */
export class ChartRenderer {
  /** Number of renderings. */
  count = 0;

  constructor(private readonly props: ChartRendererProps) {}

  /** Objects of the chart with these values. */
  render(values: JsonObject = {}, flags: readonly string[] = []): JsonObject[] {
    const rendered = this.run(values, flags);
    if (typeof rendered !== "string") return rendered;
    throw userError({
      place: this.props.chart.folder,
      got: rendered,
      expected: "templates that Helm renders",
      fix: "state the values that they need under source.values of the facts",
    });
  }

  /** Objects of the chart with these values; undefined where its templates refuse them. */
  tryRender(values: JsonObject): JsonObject[] | undefined {
    const rendered = this.run(values, []);
    return typeof rendered === "string" ? undefined : rendered;
  }

  /** The version of Helm. */
  version(): string {
    const { stdout } = spawnSync(this.props.helm, ["version", "--template", "{{.Version}}"], {
      encoding: "utf8",
    });
    return stdout.trim().replace(/^v/, "");
  }

  /** The objects, or the error. */
  private run(values: JsonObject, flags: readonly string[]): JsonObject[] | string {
    const { helm, chart, kubernetes, scratch } = this.props;
    this.count += 1;
    const file = join(scratch, "probe.json");
    writeFileSync(file, JSON.stringify(mergedValues(this.props.values, values)));
    const options = [
      "--skip-tests",
      "--skip-schema-validation",
      "--kube-version",
      kubernetes,
      "--namespace",
      chart.name,
    ];
    const args = ["template", chart.name, chart.folder, ...options, ...flags, "--values", file];
    const { status, stdout, stderr, error } = spawnSync(helm, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
    if (error) throw error;
    return status === 0 ? objectsIn(stdout) : (stderr.trim().split("\n")[0] ?? "");
  }
}

const objectsIn = (output: string): JsonObject[] =>
  parseAllDocuments(output, { logLevel: "silent", uniqueKeys: false, schema: "core" })
    .map((document) => asObject((document.toJS({ maxAliasCount: -1 }) ?? null) as Json))
    // The AWS Load Balancer Controller has its IngressClass in a list.
    .flatMap((object) => (object["kind"] === "List" ? asArray(object["items"]).map(asObject) : [object]))
    .filter(({ kind }) => kind !== undefined);
