import type { Dispatcher } from 'undici';

export type MayStart = () => boolean;

/** The request was not begun: its socket was there too late. */
export class StartedTooLateError extends Error {
  override name = 'StartedTooLateError';
}

/** An option of a request; false: nothing is sent. */
export interface GuardedStart {
  mayStart?: MayStart | undefined;
}

/**
 * Asks just before the first byte, when the socket is there, whether a request may still begin: name, connection and handshake may
 * have taken seconds.
 */
export const guardingStarts: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
  const { mayStart } = options as GuardedStart;
  return dispatch(options, mayStart ? new StartGuard(handler, mayStart) : handler);
};

class StartGuard implements Dispatcher.DispatchHandler {
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #mayStart: MayStart;

  constructor(handler: Dispatcher.DispatchHandler, mayStart: MayStart) {
    this.#handler = handler;
    this.#mayStart = mayStart;
  }

  onRequestStart(
    ...[controller, context]: Parameters<NonNullable<Dispatcher.DispatchHandler['onRequestStart']>>
  ) {
    if (this.#mayStart()) this.#handler.onRequestStart?.(controller, context);
    else controller.abort(new StartedTooLateError('The connection took too long.'));
  }

  onResponseStart(...told: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>) {
    this.#handler.onResponseStart?.(...told);
  }

  onResponseData(...told: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseData']>>) {
    this.#handler.onResponseData?.(...told);
  }

  onResponseEnd(...told: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseEnd']>>) {
    this.#handler.onResponseEnd?.(...told);
  }

  onResponseError(...told: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseError']>>) {
    this.#handler.onResponseError?.(...told);
  }
}
