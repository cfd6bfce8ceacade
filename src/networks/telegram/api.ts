import * as z from 'zod';
import { NetworkError } from '../../core/errors.js';
import { parseBaseUrl } from '../../http/base-url.js';
import { createHttpClient, type HttpCall } from '../../http/client.js';
import type { NetworkDeps } from '../network.js';
import { blockedUntil, interpret, readRefusal, SETTLE_HINT, tokenHint } from './errors.js';
import type { FactBook } from './facts.js';

const TELEGRAM = 'https://api.telegram.org';
/** `123456:letters, digits, - and _`; it is part of the address, so nothing else may be in it. */
const TOKEN = /^(\d+):[\w-]{20,}$/;

/** One method of the Bot API. */
export interface Call {
  method: string;
  body?: object;
  /** To follow "Telegram refused to". */
  purpose: string;
  /** Changes nothing, or nothing more when it is sent twice. */
  safe?: boolean;
  /** What Telegram counts it under: fetching, or one chat. */
  bucket?: string;
}

/** The Bot API for one bot. */
export interface Api {
  /** The bot's own id. @throws NetworkError where there is no whole token */
  botId(): string;
  /** @throws NetworkError */
  call<T>(call: Call, result: z.ZodType<T>, signal: AbortSignal): Promise<T>;
}

const addressed = z.object({ chat_id: z.number().int() });

/** Makes the client of one bot. The token is in every address: no address leaves this file. */
export function createApi(deps: NetworkDeps, facts: FactBook): Api {
  const base = parseBaseUrl(deps.account.baseUrl ?? TELEGRAM);
  const client = createHttpClient({
    ...deps,
    dialect: {
      network: 'telegram',
      name: 'Telegram',
      settleHint: SETTLE_HINT,
      freeAt: blockedUntil,
      interpret(answer, call) {
        learnMove(
          answer.status === 400 ? readRefusal(answer).parameters?.migrate_to_chat_id : undefined,
          call,
        );
        return interpret(answer, call, deps.account, deps.clock());
      },
    },
    base,
  });

  const learnMove = (to: number | undefined, call: HttpCall) => {
    const from = addressed.safeParse(call.json);
    if (to !== undefined && from.success) facts.setMoved(from.data.chat_id, to);
  };

  const token = (): { whole: string; botId: string } => {
    const whole = deps.secrets.get('token')?.trim() ?? '';
    const botId = TOKEN.exec(whole)?.[1];
    if (botId !== undefined) return { whole, botId };
    const what = whole === '' ? 'there is no bot token' : 'what was entered is not a whole bot token';
    throw new NetworkError(`Telegram cannot be asked: ${what}.`, {
      network: 'telegram',
      kind: 'auth',
      hint: tokenHint(deps.account),
    });
  };

  return {
    botId: () => token().botId,
    async call({ method, body = {}, purpose, safe, bucket }, result, signal) {
      const request: HttpCall = {
        method: 'POST',
        path: `/bot${token().whole}/${method}`,
        json: body,
        purpose,
        ...(safe === undefined ? {} : { safe }),
        ...(bucket === undefined ? {} : { bucket }),
      };
      const answer = z.object({ ok: z.literal(true), result });
      const { data } = await client.json(request, answer, signal);
      return data.result;
    },
  };
}
