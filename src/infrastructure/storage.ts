import { type Metadata, type NameReference } from "./metadata";
import { type NodeSelector } from "./api-placement";
import { type Resources } from "./pod";
import { type Mapping, type Texts } from "./values";
import { type CsiSource } from "./volume";

export interface PersistentVolumeSpec {
  readonly accessModes?: Texts;
  readonly capacity?: Mapping;
  readonly claimRef?: NameReference & { readonly namespace?: string };
  readonly csi?: PersistentCsiSource;
  readonly hostPath?: { readonly path?: string };
  readonly mountOptions?: Texts;
  readonly nodeAffinity?: { readonly required?: NodeSelector };
  readonly storageClassName?: string;
}

/** A volume that outlives its pods. */
export interface PersistentCsiSource extends CsiSource {
  readonly controllerExpandSecretRef?: SecretReference;
  readonly controllerPublishSecretRef?: SecretReference;
  readonly nodeExpandSecretRef?: SecretReference;
  readonly nodePublishSecretRef?: SecretReference;
  readonly nodeStageSecretRef?: SecretReference;
  readonly volumeHandle?: string;
}

/** A Secret in a namespace. */
export interface SecretReference extends NameReference {
  readonly namespace?: string;
}

export interface ClaimSpec {
  readonly accessModes?: Texts;
  readonly resources?: Resources;
  readonly storageClassName?: string;
  readonly volumeName?: string;
}

export interface ClaimTemplate {
  readonly metadata?: Metadata;
  readonly spec?: ClaimSpec;
}

/** Zones in which a StorageClass creates volumes. */
export interface AllowedTopology {
  readonly matchLabelExpressions?: readonly { readonly key?: string; readonly values?: Texts }[];
}
