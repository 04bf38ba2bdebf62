import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CHART_FILES, CHART_FOLDER } from "./constructs/custom-resources/chart";
import { addStackFile } from "./stacks/added-files";
import { type CustomResource } from "./constructs/custom-resources/custom-resource";

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
