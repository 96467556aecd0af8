import { Module } from '@nestjs/common';
import { CleanMediaJob } from './clean-media.job.ts';
import { MediaCleaningService } from './media-cleaning.service.ts';
import { MediaDeliveryController } from './media-delivery.controller.ts';
import { MediaDeliveryService } from './media-delivery.service.ts';
import { MediaModule } from './media.module.ts';
import { UploadsController } from './uploads.controller.ts';
import { UploadsService } from './uploads.service.ts';

/** What the outside sees of files, and the clock that cleans up; apart from the module that others build on. */
@Module({
  imports: [MediaModule],
  controllers: [UploadsController, MediaDeliveryController],
  providers: [CleanMediaJob, MediaCleaningService, MediaDeliveryService, UploadsService],
})
export class MediaRoutesModule {}
