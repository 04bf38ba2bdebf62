import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { addStackFile } from "../stack-files";
import { CHART_FILES, CHART_FOLDER } from "./chart";

/** An object of a kind that Terraform's Kubernetes provider has no resource for. */
export interface CustomResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  /** Plain values; a token must be a text, since the whole becomes text at synth. */
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface CustomResourcesProps {
  /** Name of the Helm release, at most 53 characters. */
  readonly releaseName: string;
  readonly namespace: string;
  readonly resources: readonly CustomResource[];
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Custom resources, installed through the local chart that lies beside the stack. */
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
      // JSON is YAML; a line for each value lets a plan show which one changes.
      values: [JSON.stringify({ resources }, null, 2)],
      // What is left of a failed install would block the next apply by its name.
      atomic: true,
      cleanupOnFail: true,
      maxHistory: 5,
      dependsOn: [...dependsOn],
    });
  }
}
