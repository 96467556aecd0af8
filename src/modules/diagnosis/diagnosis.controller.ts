import { Controller, Get, Param } from '@nestjs/common';
import { RequireScope, Tenant } from '../../http/caller.ts';
import { UuidParam } from '../../http/uuid-param.pipe.ts';
import { DiagnosisDto } from './diagnosis.dto.ts';
import { DiagnosisService } from './diagnosis.service.ts';

@Controller('connections')
export class DiagnosisController {
  constructor(private readonly diagnoses: DiagnosisService) {}

  /** Why posts of this connection do not go out: one cause, who must act and where. Asks the platform, and changes nothing. */
  @Get(':id/diagnosis')
  @RequireScope('social:read')
  async diagnose(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<DiagnosisDto> {
    return DiagnosisDto.from(await this.diagnoses.diagnose(tenantId, id));
  }
}
