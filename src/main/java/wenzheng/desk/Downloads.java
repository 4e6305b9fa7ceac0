package wenzheng.desk;

import java.io.OutputStream;
import java.util.function.Consumer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import wenzheng.desk.AuditLog.Action;

/** Tables that members of staff take away, which the audit log is told of. */
@Component
class Downloads {

    private final Crossover crossover;
    private final AuditLog audit;

    Downloads(Crossover crossover, AuditLog audit) {
        this.crossover = crossover;
        this.audit = audit;
    }

    /** @param name of the file, without its ending */
    ResponseEntity<Flux<DataBuffer>> csv(StaffMember me, String name, Spreadsheet sheet) {
        return file(me, name + ".csv", Spreadsheet.CSV, sheet::csv);
    }

    /** @param name of the file, without its ending */
    ResponseEntity<Flux<DataBuffer>> xlsx(StaffMember me, String name, Spreadsheet sheet) {
        return file(me, name + ".xlsx", Spreadsheet.XLSX, sheet::xlsx);
    }

    private ResponseEntity<Flux<DataBuffer>> file(
            StaffMember me, String name, MediaType type, Consumer<OutputStream> content) {
        audit.record(me, Action.EXPORTED, name, "");
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name).build().toString())
                .body(crossover.written(content));
    }
}
