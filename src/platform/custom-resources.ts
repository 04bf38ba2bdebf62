import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CHART_FILES, CHART_FOLDER } from "./constructs/custom-resources/chart";
import { addStackFile } from "./stacks/added-files";

/** An object of a kind that Terraform's Kubernetes provider has no resource for. */
export interface CustomResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    /** @default - none, for a kind of the whole cluster */
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  /** Plain values. A token must be text, since synth converts the whole spec to text. */
  readonly spec: Readonly<Record<string, unknown>>;
}

interface CustomResourcesProps {
  /** Name of the Helm release, at most 53 characters. */
  readonly releaseName: string;
  readonly namespace: string;
  readonly resources: readonly CustomResource[];
  /** Resources that are created before the release. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Custom resources, installed with the local chart beside the stack. */
export class CustomResources extends Construct {
  readonly release: Release;

  constructor(
    scope: Construct,
    id: string,
    { releaseName, namespace, resources, dependsOn = [] }: CustomResourcesProps,
  ) {
    super(scope, id);
    for (const [path, text] of Object.entries(CHART_FILES))
      addStackFile(this, `${CHART_FOLDER}/${path}`, text);
    this.release = new Release(this, "Resource", {
      name: releaseName,
      namespace,
      chart: `\${path.module}/${CHART_FOLDER}`,
      createNamespace: false,
      // JSON is valid YAML; with one line for each value, a plan shows which value changes.
      values: [JSON.stringify({ resources }, null, 2)],
      // The remains of a failed install would keep the release name and block the next apply.
      atomic: true,
      cleanupOnFail: true,
      maxHistory: 5,
      dependsOn: [...dependsOn],
    });
  }
}
