import { type NameReference } from "./metadata";
import { type Flag, type Mapping } from "./values";

export interface Volume {
  readonly configMap?: NameReference;
  readonly csi?: CsiSource;
  readonly emptyDir?: { readonly medium?: string; readonly sizeLimit?: string };
  readonly hostPath?: { readonly path?: string };
  readonly name?: string;
  readonly persistentVolumeClaim?: { readonly claimName?: string; readonly readOnly?: Flag };
  readonly projected?: { readonly sources?: readonly ProjectedSource[] };
  readonly secret?: { readonly secretName?: string };
}

export interface ProjectedSource {
  readonly configMap?: NameReference;
  readonly secret?: NameReference;
}

export interface CsiSource {
  readonly driver?: string;
  readonly readOnly?: Flag;
  readonly volumeAttributes?: Mapping;
}
