import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { PostsModule } from '../posts/posts.module.ts';
import { ConnectPageController } from './connect-page.controller.ts';
import { ConsoleController } from './console.controller.ts';
import { ConsoleCodesService } from './console-codes.service.ts';

/** What only our own pages ask for; the pages themselves are files (`web/`). */
@Module({
  imports: [ConnectionsModule, PostsModule],
  controllers: [ConnectPageController, ConsoleController],
  providers: [ConsoleCodesService],
})
export class PagesModule {}
