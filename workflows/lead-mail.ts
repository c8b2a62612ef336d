import { condition } from '@temporalio/workflow';
import type { Moved, Stock } from '../activities/lead-activities';
import type { MoveRequest, MoveResult } from './messages';

interface PendingMove {
  readonly request: MoveRequest;
  result?: MoveResult;
  failure?: Error;
}

/** What has arrived for a lead and waits for the main loop. Handlers only put things in here. */
export class LeadMail {
  private unread = false;
  private readonly moves: PendingMove[] = [];
  private signals = 0;

  wake(): void {
    this.unread = true;
    this.signals += 1;
  }

  /** Waits until the main loop has carried the move out or refused it. */
  async askForMove(request: MoveRequest): Promise<MoveResult> {
    const pending: PendingMove = { request };
    this.moves.push(pending);
    await condition(() => pending.result !== undefined || pending.failure !== undefined);
    if (pending.failure !== undefined) throw pending.failure;
    return pending.result as MoveResult; // the condition above leaves no other case
  }

  get hasNews(): boolean {
    return this.unread || this.hasMoves;
  }

  get hasMoves(): boolean {
    return this.moves.length > 0;
  }

  get signalCount(): number {
    return this.signals;
  }

  /** Marks everything so far as seen: what the loop reads from SQL next is newer. */
  markRead(): void {
    this.unread = false;
  }

  /** Carries out the oldest move that was asked for. Resolves to where the lead stands; null when the move was refused. */
  async settleMove(carryOut: (request: MoveRequest) => Promise<Moved>): Promise<Stock | null> {
    const pending = this.moves.shift();
    if (pending === undefined) return null;
    try {
      const { result, stock } = await carryOut(pending.request);
      pending.result = result;
      return stock;
    } catch (error) {
      pending.failure = asError(error);
      return null;
    }
  }

  /** Answers everybody who has asked for a move that it cannot be made at present. */
  refuseMoves(failure: unknown): void {
    for (const pending of this.moves.splice(0)) pending.failure = asError(failure);
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
