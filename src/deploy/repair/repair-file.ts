/** Import blocks of a repair, in the folder of the stack until its next apply succeeded. */
export const REPAIR_FILE = "repair.tf.json";
