/**
 * Work that begins without a person: calls of EventBridge Scheduler, documents of Systems Manager, experiments of the
 * Fault Injection Service.
 *
 * Sources: EventBridge Scheduler user guide, "managing-targets-universal" (read 2026-11-22); AWS Systems Manager user
 * guide, documents that Amazon owns and their parameters; AWS FIS user guide, "Stop conditions" (unconfirmed).
 */
export const SCHEDULED_WORK = {
  /** ARN of a call of any API: service and operation follow. */
  universalTarget: /^arn:[^:]*:scheduler:::aws-sdk:([\w-]+):(\w+)$/,
  /** Operations after which a block is gone, by the begin of their names. */
  deletingOperation: /^(?:batch)?(?:delete|deregister|destroy|purge|terminate)/i,
  /** Documents of Amazon that run what their parameters name. */
  freeDocument:
    /^AWS-(ApplyAnsiblePlaybooks|ApplyChefRecipes|RunAnsiblePlaybook|RunDocument|RunPowerShellScript|RunRemoteScript|RunSaltState|RunShellScript)$/,
  /** Services that run the work, by the type of the block that has the role. */
  services: {
    aws_scheduler_schedule: "scheduler.amazonaws.com",
    aws_fis_experiment_template: "fis.amazonaws.com",
  },
} as const;
