/** A node group of the file. */
export interface StatedNodeGroup {
  /** Nodes in each zone. */
  readonly min: number;
  readonly max: number;
  readonly instanceTypes: readonly string[];
  readonly capacityType: string;
  /** Operating system: `AL2023` or `Bottlerocket`. */
  readonly amiType: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Nodes that an update drains at once, or a share such as `50%`. */
  readonly maxUnavailable: string;
  /** Id of its capacity reservation. @default - none */
  readonly reservation?: string;
  /** Start and end of its Capacity Block, in milliseconds. @default - none */
  readonly window?: { readonly start: number; readonly end: number };
}

/** The program of a model, as its file states it. */
export interface StatedProgram {
  /** `container` or `kserve`. The program of a server of KServe follows from the format of the model. */
  readonly kind: string;
  /** Repository of the image, without a tag. @default - one that the environment creates */
  readonly repository?: string;
  readonly tag: string;
  /** @default - the tag chooses the image */
  readonly digest?: string;
  /** @default - the entrypoint of the image */
  readonly command?: readonly string[];
  /** @default - those of the image */
  readonly arguments?: readonly string[];
  /** Environment variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Seconds that the image serves after SIGTERM by itself, or `true` for those of its load balancer. @default - a preStop hook waits */
  readonly drainsOnSigterm?: true | number;
}
