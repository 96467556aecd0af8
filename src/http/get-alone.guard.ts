import {
  Injectable,
  MethodNotAllowedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * For an address that does something when it is opened: Fastify answers HEAD by running GET, and a scanner that only asks for the headers
 * of a link would spend it. RFC 9110, section 9.2.1
 */
@Injectable()
export class GetAloneGuard implements CanActivate {
  /** @throws MethodNotAllowedException for HEAD, with `Allow`. */
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    if (http.getRequest<FastifyRequest>().method === 'GET') return true;
    void http.getResponse<FastifyReply>().header('allow', 'GET');
    throw new MethodNotAllowedException('This address is for a browser to open, with GET.');
  }
}
