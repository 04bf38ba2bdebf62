import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { modelLabels } from "./labels";
import { type INamespace } from "../namespace";

/** A read-only folder of files in the container. */
export interface ConfigFiles {
  /** Name that tells it apart from the others of the model. */
  readonly name: string;
  /** Folder in the container. */
  readonly path: string;
  /** Text of each file by its name. Templates of Terraform are escaped. */
  readonly data: Readonly<Record<string, string>>;
}

/** Name of the ConfigMap. No model has a dot in its name, so no other object has this one. */
export const configMapName = (model: string, { name }: Pick<ConfigFiles, "name">): string =>
  `${model}.${name}`;

export interface ModelFilesProps {
  readonly model: string;
  readonly namespace: INamespace;
  readonly folders: readonly ConfigFiles[];
}

/** The ConfigMaps of a model's files. */
export class ModelFiles extends Construct {
  readonly resources: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { model, namespace, folders }: ModelFilesProps) {
    super(scope, id);
    this.resources = folders.map(
      (folder) =>
        new ConfigMapV1(this, `files-${folder.name}`, {
          metadata: {
            name: configMapName(model, folder),
            namespace: namespace.name,
            labels: modelLabels(model),
          },
          data: { ...folder.data },
          dependsOn: [namespace.resource],
        }),
    );
  }
}
