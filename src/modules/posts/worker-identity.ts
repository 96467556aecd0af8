import { v7 as uuidv7 } from 'uuid';

/** Who this process is in the attempts it owns; a new one each start, so that no claim outlives its process. */
export class WorkerIdentity {
  readonly id = uuidv7();
}
