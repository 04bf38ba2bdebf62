/** Outputs of the platform layer. */
export interface PlatformOutputs {
  /**
   * Command that upgrades the controller's CRDs to those of its chart. Run it before the apply that upgrades
   * the controller.
   */
  readonly controller_crds_command: string;
}
