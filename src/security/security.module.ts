import { Global, Module } from '@nestjs/common';
import { SafeHttp } from './safe-http.ts';
import { TokenCipher } from './token-cipher.ts';

@Global()
@Module({ providers: [TokenCipher, SafeHttp], exports: [TokenCipher, SafeHttp] })
export class SecurityModule {}
