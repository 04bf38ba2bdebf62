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
