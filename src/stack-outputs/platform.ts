/** Outputs of the platform layer. */
export interface PlatformOutputs {
  /** Brings the controller's CRDs to those of its chart; run before the apply that upgrades it. */
  readonly controller_crds_command: string;
}
